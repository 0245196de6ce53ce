import { open, readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  draftProfile,
  load,
  readProfile,
  reportInWords,
  shippedProfile,
  shippedProfileNames,
  writeSample,
} from '#imports'
import { systemClock, todayIn } from '#platform/clock.ts'
import {
  type Command,
  dateOption,
  neededOption,
  numberOption,
  option,
  word,
  WrongUsage,
} from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const
const today = () => todayIn(systemClock)

/** Files: taking them in, drafting how to read them, and writing samples of them. */
export const importCommands: readonly Command[] = [
  {
    name: 'load',
    usage: 'load <feed> <file> --council C   or   load <file> --profile my-list.json --council C',
    does: 'Takes in one source file: sealed, judged whole, staged, then applied in one go, or refused whole. Prints the report.',
    options: { council: text, profile: text, date: text },
    run: async asked => {
      const own = option(asked, 'profile')
      const path = resolve(
        word(asked, own === undefined ? 1 : asked.words.length - 1, 'which file to load'),
      )
      const profile =
        own === undefined ? namedProfile(word(asked, 0, 'which feed')) : await writtenProfile(own)
      const file = await open(path).catch(() => {
        throw new WrongUsage(`The file ${path} cannot be read. Nothing was loaded.`)
      })
      return withCouncil(
        neededOption(asked, 'council', 'whose file it is'),
        async (database, council) => {
          const loaded = await load(database, {
            councilId: council.id,
            profile,
            fileName: basename(path),
            bytes: file.createReadStream(),
            actor: 'system:command line',
            businessDate: dateOption(asked, 'date', today()),
          })
          return loaded.ok
            ? { data: loaded.value, words: reportInWords(loaded.value) }
            : { data: { refused: loaded.refusal }, words: loaded.refusal.says, refused: true }
        },
      )
    },
  },
  {
    name: 'profile',
    usage: 'profile <file> [--out my-list.json]',
    does: 'Drafts a mapping profile from a file’s header and first rows, and shows what it would read.',
    options: { out: text },
    run: async asked => {
      const path = resolve(word(asked, 0, 'which file to look at'))
      const bytes = await readFile(path).catch(() => {
        throw new WrongUsage(`The file ${path} cannot be read.`)
      })
      const draft = await draftProfile(bytes, basename(path))
      const out = option(asked, 'out')
      if (out !== undefined) await writeNew(resolve(out), JSON.stringify(draft.profile, null, 2))
      return {
        data: draft,
        words: [
          out === undefined ? JSON.stringify(draft.profile, null, 2) : `Written to ${out}.`,
          '',
          ...draft.notes.map(note => `- ${note}`),
          '',
          'The first rows would be read as:',
          ...draft.sample.map(row =>
            Object.entries(row)
              .map(([field, value]) => `${field}: ${value}`)
              .join(' · '),
          ),
          '',
          'Confirm what is doubtful, then: evenhand load <file> --profile <this profile> --council C',
        ].join('\n'),
      }
    },
  },
  {
    name: 'sample',
    usage: 'sample --accounts N [--seed S] --out folder [--date D]',
    does: 'Writes sample councils of any size as source files, with the truth of who is who.',
    options: { accounts: text, seed: text, out: text, date: text },
    run: async asked => {
      const sample = await writeSample({
        accounts: numberOption(asked, 'accounts', 2000),
        seed: numberOption(asked, 'seed', 7),
        out: resolve(neededOption(asked, 'out', 'which folder to write in')),
        businessDate: dateOption(asked, 'date', today()),
      })
      return {
        data: sample,
        words: [
          `${sample.accounts} accounts and ${sample.transactions} transactions in ${sample.files.length} files:`,
          ...sample.files.map(
            ({ councilId, profile, path }) => `  council ${councilId}  ${profile}  ${path}`,
          ),
        ].join('\n'),
      }
    },
  },
]

function namedProfile(feed: string) {
  const profile = shippedProfile(feed)
  if (!profile) {
    throw new WrongUsage(
      `There is no feed “${feed}”. There are: ${shippedProfileNames().join(', ')}. Or give --profile with a file of your own.`,
    )
  }
  return profile
}

async function writtenProfile(path: string) {
  const written = await readFile(resolve(path), 'utf8').catch(() => {
    throw new WrongUsage(`The profile ${path} cannot be read. Nothing was loaded.`)
  })
  const profile = readProfile(written)
  if (!profile.ok) throw new WrongUsage(profile.refusal.says)
  return profile.value
}

/** Writes a file that was not there: what somebody has worked on is never written over. */
const writeNew = (path: string, content: string): Promise<void> =>
  writeFile(path, `${content}\n`, { flag: 'wx' }).catch(() => {
    throw new WrongUsage(
      `${path} is there already, or its folder is not. Nothing was written: give another name.`,
    )
  })

import { open, readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  bankCsvProfilesOf,
  gapInWords,
  gapsOfFile,
  setBankCsvProfile,
  takeStatement,
} from '#payments'
import { asCouncil, type Database } from '#platform/db.ts'
import { systemClock, todayIn } from '#platform/clock.ts'
import { type Command, dateOption, neededOption, option, word, WrongUsage } from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const
const actor = 'system:command line'

/** Bank statements that arrive as files. */
export const statementCommands: readonly Command[] = [
  {
    name: 'statement',
    usage: 'statement <file> --council C [--bank NAME]',
    does: 'Takes in a bank’s statement file: every line is accounted for and each payment posted or kept in suspense, or the file is refused whole. --bank names whose own CSV it is.',
    options: { council: text, bank: text, date: text },
    run: async asked => {
      const path = resolve(word(asked, 0, 'which file to take in'))
      const bank = option(asked, 'bank')
      return withCouncil(
        neededOption(asked, 'council', 'whose statement it is'),
        async (database, council) => {
          const profile =
            bank === undefined ? undefined : await bankNamed(database, council.id, bank)
          // A statement that is refused is not always read to its end, and a file that is left open is an error.
          await using file = await open(path).catch(() => {
            throw new WrongUsage(`The file ${path} cannot be read. Nothing was taken in.`)
          })
          const taken = await takeStatement(database, {
            councilId: council.id,
            fileName: basename(path),
            bytes: file.createReadStream(),
            profile,
            today: dateOption(asked, 'date', todayIn(systemClock)),
            actor,
          })
          if (!taken.ok)
            return { data: { refused: taken.refusal }, words: taken.refusal.says, refused: true }
          const gaps = (
            await asCouncil(database, council.id, db =>
              gapsOfFile(db, council.id, taken.value.fileId),
            )
          ).map(gapInWords)
          const words = taken.value.again
            ? 'This file had been taken in before. Nothing was changed.'
            : 'The statement was taken in. What nobody could place is under Payments in.'
          return { data: { ...taken.value, gaps }, words: [words, ...gaps].join('\n') }
        },
      )
    },
  },
  {
    name: 'bank-download',
    usage: 'bank-download <profile.json> --council C',
    does: 'Says how one of the council’s banks writes its own CSV. A description that is wrong is refused with what is wrong in it.',
    options: { council: text },
    run: async asked => {
      const profile = await readFile(word(asked, 0, 'which file describes it'), 'utf8')
      return withCouncil(neededOption(asked, 'council', 'whose bank'), (database, council) =>
        asCouncil(database, council.id, async db => {
          const set = await setBankCsvProfile(db, { councilId: council.id, text: profile, actor })
          return set.ok
            ? {
                data: set.value,
                words: `${set.value.title} can be taken in: evenhand statement FILE --bank ${set.value.name}, or on the page.`,
              }
            : { data: { refused: set.refusal }, words: set.refusal.says, refused: true }
        }),
      )
    },
  },
]

async function bankNamed(database: Database, councilId: number, bank: string) {
  const known = await asCouncil(database, councilId, db => bankCsvProfilesOf(db, councilId))
  const found = known.find(({ name }) => name === bank)
  if (!found)
    throw new WrongUsage(
      `There is no bank “${bank}”. Known: ${known.map(one => one.name).join(', ')}.`,
    )
  return found
}

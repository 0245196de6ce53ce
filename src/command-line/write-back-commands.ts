import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { handOver, keepQueues, makeFile, setSource, takeReply } from '#write-back'
import { systemClock, todayIn } from '#platform/clock.ts'
import { asCouncil, type Database } from '#platform/db.ts'
import type { Outcome } from '#values/outcome.ts'
import { type Command, dateOption, neededOption, option, word, WrongUsage } from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const
const actor = 'system:command line'

type Asked = {
  readonly councilId: number
  readonly source: string
  readonly today: Temporal.PlainDate
  readonly folder: string
}

/**
 * What waits for a source, moved into a folder as files: first those that were made before and not handed over, then what is
 * new. Killed at any moment, the same again carries on.
 */
async function writeBack(database: Database, asked: Asked): Promise<Outcome<readonly string[]>> {
  const { councilId, source, today, folder } = asked
  const of = { councilId, source, actor }
  await asCouncil(database, councilId, db => keepQueues(db, { councilId, today }))
  const files: string[] = []
  for (;;) {
    const moved = await handOver(database, { ...of, folder })
    if (!moved.ok) return moved
    files.push(...moved.value)
    const made = await asCouncil(database, councilId, db => makeFile(db, { ...of, today }))
    if (made.ok) continue
    return made.refusal.code === 'nothing-waits' ? { ok: true, value: files } : made
  }
}

/** What whoever runs Evenhand does so that source systems know what was decided here. */
export const writeBackCommands: readonly Command[] = [
  {
    name: 'write-back',
    usage: 'write-back --council C --source S --out FOLDER',
    does: 'Puts what a source is to be told into a folder, as files with serial numbers and control totals. Interrupted, the same command carries on; nothing is in two files.',
    options: { council: text, source: text, out: text, date: text },
    run: async asked => {
      const source = neededOption(asked, 'source', 'who is told')
      const folder = resolve(neededOption(asked, 'out', 'the folder where the source collects'))
      return withCouncil(
        neededOption(asked, 'council', 'whose source'),
        async (database, council) => {
          const written = await writeBack(database, {
            councilId: council.id,
            source,
            today: dateOption(asked, 'date', todayIn(systemClock)),
            folder,
          })
          if (!written.ok)
            return {
              data: { refused: written.refusal },
              words: written.refusal.says,
              refused: true,
            }
          return {
            data: { files: written.value },
            words: written.value.join('\n') || `Nothing waits to be told to ${source}.`,
          }
        },
      )
    },
  },
  {
    name: 'acknowledge',
    usage: 'acknowledge <file> --council C',
    does: 'Takes in a source’s reply: what it accepted, and what it rejected and why. Wrong in any way, it is refused whole and kept. The same again does nothing.',
    options: { council: text, date: text },
    run: async asked => {
      const path = resolve(word(asked, 0, 'which file is the reply'))
      const file = await open(path).catch(() => {
        throw new WrongUsage(`The file ${path} cannot be read. Nothing was taken in.`)
      })
      return withCouncil(
        neededOption(asked, 'council', 'whom it is to'),
        async (database, council) => {
          const taken = await takeReply(database, {
            councilId: council.id,
            fileName: basename(path),
            bytes: file.createReadStream(),
            today: dateOption(asked, 'date', todayIn(systemClock)),
            actor,
          })
          if (!taken.ok)
            return { data: { refused: taken.refusal }, words: taken.refusal.says, refused: true }
          return {
            data: taken.value,
            words: taken.value.again
              ? 'This reply was taken in before. Nothing was changed.'
              : 'The reply was taken in.',
          }
        },
      )
    },
  },
  {
    name: 'told-source',
    usage: 'told-source --council C --source S --way file|none [--answer-days N] [--attempts N]',
    does: 'Sets whether a source is told by files or only read, how many days it has for an answer, and how often a message is sent before a person is asked.',
    options: { council: text, source: text, way: text, 'answer-days': text, attempts: text },
    run: async asked => {
      const way = neededOption(asked, 'way', 'file or none')
      if (way !== 'file' && way !== 'none') throw new WrongUsage('--way is file or none.')
      const settings = {
        way,
        answerDays: countOption(option(asked, 'answer-days') ?? '5', 60, 'answer-days'),
        attempts: countOption(option(asked, 'attempts') ?? '1', 5, 'attempts'),
      } as const
      const source = neededOption(asked, 'source', 'which source')
      return withCouncil(
        neededOption(asked, 'council', 'whose source'),
        async (database, council) => {
          const set = await asCouncil(database, council.id, db =>
            setSource(db, { councilId: council.id, source, settings, actor }),
          )
          return set.ok
            ? {
                data: { source, ...settings },
                words:
                  way === 'file'
                    ? `${source} is told by files from now on.`
                    : `${source} is only read.`,
              }
            : { data: { refused: set.refusal }, words: set.refusal.says, refused: true }
        },
      )
    },
  },
]

function countOption(given: string, most: number, name: string): number {
  if (!/^[1-9]\d?$/.test(given) || Number(given) > most)
    throw new WrongUsage(`--${name} is a number from 1 to ${most}.`)
  return Number(given)
}

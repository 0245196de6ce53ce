import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  bankCsvProfile,
  gapInWords,
  gapsOfFile,
  shippedBankCsvProfiles,
  takeStatement,
} from '#payments'
import { asCouncil } from '#platform/db.ts'
import { systemClock, todayIn } from '#platform/clock.ts'
import { type Command, dateOption, neededOption, option, word, WrongUsage } from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const

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
      const profile = bank === undefined ? undefined : bankCsvProfile(bank)
      if (bank !== undefined && !profile)
        throw new WrongUsage(
          `There is no bank “${bank}”. Known: ${shippedBankCsvProfiles()
            .map(({ name }) => name)
            .join(', ')}.`,
        )
      const file = await open(path).catch(() => {
        throw new WrongUsage(`The file ${path} cannot be read. Nothing was taken in.`)
      })
      return withCouncil(
        neededOption(asked, 'council', 'whose statement it is'),
        async (database, council) => {
          const taken = await takeStatement(database, {
            councilId: council.id,
            fileName: basename(path),
            bytes: file.createReadStream(),
            profile,
            today: dateOption(asked, 'date', todayIn(systemClock)),
            actor: 'system:command line',
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
]

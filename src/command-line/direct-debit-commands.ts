import { readFile } from 'node:fs/promises'
import { loadModulusTable, setServiceUser, takeReport } from '#payments'
import { systemClock, todayIn } from '#platform/clock.ts'
import { asCouncil } from '#platform/db.ts'
import { type Command, neededOption, option, word, WrongUsage } from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const
const actor = 'system:operator'

/** What whoever runs Evenhand does for direct debits: settings, and reports that arrive as files. */
export const directDebitCommands: readonly Command[] = [
  {
    name: 'service-user',
    usage:
      'service-user --council C --number 123456 --name NAME --sort-code 123456 --account 12345678 [--notice-days N]',
    does: 'Sets the council’s Bacs service user number, its own account, and the working days of notice it agreed with its bank.',
    options: {
      council: text,
      number: text,
      name: text,
      'sort-code': text,
      account: text,
      'notice-days': text,
    },
    run: async asked => {
      const days = option(asked, 'notice-days')
      if (days !== undefined && !/^([1-9]|[12]\d|30)$/.test(days))
        throw new WrongUsage('--notice-days is a number from 1 to 30, as agreed with the bank.')
      const serviceUser = {
        number: digits(neededOption(asked, 'number', 'the service user number'), 6, 'number'),
        name: neededOption(asked, 'name', 'the council’s name as Bacs has it'),
        account: {
          sortCode: digits(
            neededOption(asked, 'sort-code', 'of the council’s account'),
            6,
            'sort-code',
          ),
          accountNumber: digits(neededOption(asked, 'account', 'the council’s own'), 8, 'account'),
        },
        noticeDays: days === undefined ? undefined : Number(days),
      }
      return withCouncil(
        neededOption(asked, 'council', 'whose number'),
        async (database, council) => {
          await asCouncil(database, council.id, db =>
            setServiceUser(db, { councilId: council.id, serviceUser, actor }),
          )
          return {
            data: { number: serviceUser.number },
            words: `${council.name} collects as service user ${serviceUser.number}.`,
          }
        },
      )
    },
  },
  {
    name: 'modulus-table',
    usage: 'modulus-table <valacdos.txt> [<scsubtab.txt>] --council C',
    does: 'Puts Pay.UK’s table in use, with which account numbers are checked. One that cannot be read is refused, and the one before stays.',
    options: { council: text },
    run: async asked => {
      const weights = await readFile(word(asked, 0, 'the file of weights'), 'latin1')
      const [, second] = asked.words
      const substitutions = second === undefined ? '' : await readFile(second, 'latin1')
      return withCouncil(neededOption(asked, 'council', 'whose table'), (database, council) =>
        asCouncil(database, council.id, async db => {
          const loaded = await loadModulusTable(db, {
            councilId: council.id,
            weights,
            substitutions,
            actor,
          })
          return loaded.ok
            ? {
                data: { lines: loaded.value },
                words: `${loaded.value} lines of weights are in use.`,
              }
            : { data: { refused: loaded.refusal }, words: loaded.refusal.says, refused: true }
        }),
      )
    },
  },
  {
    name: 'bacs-report',
    usage: 'bacs-report <file.xml>… --council C',
    does: 'Takes reports from Bacs: ARUDD, ADDACS, AUDDIS, DDICA and input reports. The same again does nothing.',
    options: { council: text },
    run: async asked => {
      if (asked.words.length === 0) throw new WrongUsage('Say which files are the reports.')
      return withCouncil(
        neededOption(asked, 'council', 'whose reports'),
        async (database, council) => {
          const taken = []
          for (const path of asked.words) {
            const bytes = await readFile(path)
            const report = await asCouncil(database, council.id, db =>
              takeReport(db, { councilId: council.id, bytes, today: todayIn(systemClock), actor }),
            )
            taken.push({ path, ...report })
          }
          return {
            data: taken,
            words: taken
              .map(
                ({ path, again, refusedWhy }) =>
                  `${path}: ${refusedWhy ?? (again ? 'taken before, so nothing was done.' : 'taken.')}`,
              )
              .join('\n'),
            refused: taken.some(({ refusedWhy }) => refusedWhy !== undefined),
          }
        },
      )
    },
  },
]

function digits(given: string, length: number, name: string): string {
  const plain = given.replaceAll(/[ -]/g, '')
  if (!new RegExp(`^\\d{${length}}$`).test(plain))
    throw new WrongUsage(`--${name} has ${length} figures.`)
  return plain
}

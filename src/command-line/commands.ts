import { councils } from '#administration'
import { systemClock, todayIn } from '#platform/clock.ts'
import { asCouncil } from '#platform/db.ts'
import { nightsToRun, why } from '#recovery'
import { formatDate } from '#values/dates.ts'
import { openCouncil, runNights } from '../app.ts'
import { verify } from '../verify.ts'
import {
  type Command,
  dateOption,
  neededOption,
  numberOption,
  option,
  word,
  WrongUsage,
} from './command.ts'
import { cardCommands } from './card-commands.ts'
import { directDebitCommands } from './direct-debit-commands.ts'
import { statementCommands } from './statement-commands.ts'
import { writeBackCommands } from './write-back-commands.ts'
import { doctorCommand } from './doctor-command.ts'
import { importCommands } from './import-commands.ts'
import { withCouncil, withDatabase } from './installation.ts'
import { lawCommand } from './law-command.ts'
import { matchCommand } from './match-command.ts'
import { policyCommands } from './policy-commands.ts'
import { staffCommand } from './staff-command.ts'
import { wardsCommand } from './wards-command.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const today = () => todayIn(systemClock)

export const commands: readonly Command[] = [
  {
    name: 'migrate',
    usage: 'migrate',
    does: 'Brings the database’s schema forward.',
    run: async () =>
      withDatabase(async database => ({
        data: { engine: database.engine },
        words: `The schema is up to date (${database.engine}).`,
      })),
  },
  {
    name: 'councils',
    usage: 'councils',
    does: 'Lists the councils of this installation.',
    run: async () =>
      withDatabase(async database => {
        const all = await councils(database)
        return {
          data: all,
          words:
            all
              .map(({ id, slug, name, nation }) => `${id}  ${slug}  ${name} (${nation})`)
              .join('\n') || 'There are no councils yet.',
        }
      }),
  },
  {
    name: 'council',
    usage:
      'council <short-name> --id N --name NAME --nation England|Wales --address "Town Hall, 1 Market Square, Town, AB1 2CD" --telephone NUMBER [--remit "council tax,sundry invoice"] [--cooling MINUTES] [--training]',
    does: 'Adds a council, with its ledger, its register of debt types and the policies it starts with.',
    options: {
      id: text,
      name: text,
      nation: text,
      address: text,
      telephone: text,
      remit: text,
      cooling: text,
      training: flag,
    },
    run: async asked => {
      const nation = neededOption(asked, 'nation', 'England or Wales')
      if (nation !== 'England' && nation !== 'Wales')
        throw new WrongUsage('--nation is England or Wales.')
      const remit = (
        option(asked, 'remit') ??
        'council tax,business rates,sundry invoice,adult social care charge,housing benefit overpayment,former tenant arrears,garage,leasehold service charge,rechargeable repair,court costs'
      )
        .split(',')
        .map(part => part.trim())
      const council = {
        councilId: numberOption(asked, 'id', 0),
        slug: word(asked, 0, 'a short name for the council'),
        name: neededOption(asked, 'name', 'the council’s name'),
        nation,
        remit,
        colour: 'blue',
        // Every letter bears both: one without them cannot be answered.
        address: neededOption(
          asked,
          'address',
          'where letters come from, its lines parted by commas',
        )
          .split(',')
          .map(line => line.trim())
          .join('\n'),
        telephone: neededOption(asked, 'telephone', 'the number that people call'),
        coolingMinutes: numberOption(asked, 'cooling', 120),
        isTraining: asked.options['training'] === true,
      } as const
      if (council.councilId === 0)
        throw new WrongUsage('Say --id: a number of its own for the council.')
      return withDatabase(async database => {
        await openCouncil(database, council, today().subtract({ years: 1 }))
        return { data: council, words: `${council.name} is council ${council.councilId}.` }
      })
    },
  },
  staffCommand,
  {
    name: 'nightly',
    usage: 'nightly --council C [--date D]',
    does: 'Plans the runs of the nights since the last, or of a business date: safe to repeat and to interrupt. Nothing leaves until it is approved.',
    options: { council: text, date: text },
    run: async asked =>
      withCouncil(
        neededOption(asked, 'council', 'whose night'),
        async (database, council, config) => {
          const date = asked.options['date']
          const nights =
            date === undefined
              ? await nightsToRun(database, { councilId: council.id, today: today() })
              : [dateOption(asked, 'date', today())]
          const night = await runNights(database, {
            councilId: council.id,
            nights: nights.length > 0 ? nights : [today()],
            actor: 'system:nightly',
            now: systemClock.now(),
            companiesANight: config.companiesHouse?.aNight,
          })
          if (!night.ok)
            return { data: { refused: night.refusal }, words: night.refusal.says, refused: true }
          const run = night.value
          return {
            data: run,
            words: [
              `${council.name}, ${formatDate(run.businessDate)}: ${run.considered} accounts looked at, ${run.planned} notices planned (${run.status}).`,
              ...run.warnings.map(warning => `! ${warning}`),
              ...run.notes,
            ].join('\n'),
          }
        },
      ),
  },
  {
    name: 'why',
    usage: 'why <account reference> --council C [--date D]',
    does: 'Says why something did or did not happen to an account on a day.',
    options: { council: text, date: text },
    run: async asked =>
      withCouncil(neededOption(asked, 'council', 'whose account'), (database, council) =>
        asCouncil(database, council.id, async db => {
          const answer = await why(db, {
            councilId: council.id,
            account: word(asked, 0, 'which account'),
            on: dateOption(asked, 'date', today()),
          })
          return answer.ok
            ? { data: answer.value, words: answer.value.text }
            : { data: { refused: answer.refusal }, words: answer.refusal.says, refused: true }
        }),
      ),
  },
  ...importCommands,
  wardsCommand,
  ...cardCommands,
  ...directDebitCommands,
  ...statementCommands,
  ...writeBackCommands,
  ...policyCommands,
  lawCommand,
  matchCommand,
  doctorCommand,
  {
    name: 'verify',
    usage: 'verify',
    does: 'Checks everything that must always be true, and lists each breach. Exit 1 when there is one.',
    run: async () =>
      withDatabase(async database => {
        const breaches = await verify(database)
        return {
          data: { breaches },
          words:
            breaches.length === 0
              ? 'Every invariant holds.'
              : breaches
                  .map(
                    ({ id, severity, must, rows, sample }) =>
                      `${id} ${severity} broken ${rows} times: ${must}\n    ${sample}`,
                  )
                  .join('\n'),
          refused: breaches.length > 0,
        }
      }),
  },
]

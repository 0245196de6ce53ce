import { readFile } from 'node:fs/promises'
import { setCardSettings } from '#payments'
import { readConfig } from '#platform/config.ts'
import { asCouncil } from '#platform/db.ts'
import { type Command, neededOption, WrongUsage } from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const

/** What whoever runs Evenhand does for card payments. */
export const cardCommands: readonly Command[] = [
  {
    name: 'card-payments',
    usage:
      'card-payments --council C --address https://publicapi.payments.service.gov.uk --secrets FILE',
    does: 'Sets a council’s own service at GOV.UK Pay. The file has two lines: the API key, and the webhook signing secret.',
    options: { council: text, address: text, secrets: text },
    run: async asked => {
      const address = URL.parse(neededOption(asked, 'address', 'of GOV.UK Pay'))
      if (address === null || (address.protocol !== 'https:' && address.hostname !== '127.0.0.1'))
        throw new WrongUsage('--address begins with https://')
      const path = neededOption(asked, 'secrets', 'the file with the key and the secret')
      const [apiKey = '', webhookSecret = ''] = (await readFile(path, 'utf8'))
        .split(/\r?\n/)
        .map(line => line.trim())
      if (!/^[!-~]+$/.test(apiKey) || webhookSecret === '')
        throw new WrongUsage('The file has two lines: the API key, and the webhook signing secret.')
      const { baseUrl } = readConfig()
      return withCouncil(
        neededOption(asked, 'council', 'whose service'),
        async (database, council) => {
          // Pay sends payers back to https only.
          if (address.protocol === 'https:' && !baseUrl?.startsWith('https:')) {
            const says =
              'Set BASE_URL to the https address that payers reach first. Nothing was set.'
            return { data: { refused: says }, words: says, refused: true }
          }
          await asCouncil(database, council.id, db =>
            setCardSettings(db, {
              councilId: council.id,
              address: address.origin,
              apiKey,
              webhookSecret,
              actor: 'system:operator',
            }),
          )
          return {
            data: { address: address.origin },
            words: `${council.name} takes cards at ${address.origin}. Delete ${path} now.`,
          }
        },
      )
    },
  },
]

import { z } from 'zod'
import { record } from '#administration'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { overHttp } from './http.ts'
import { type Pay, payOver } from './pay.ts'
import { trainingSecret, trainingTransport } from './stub/transport.ts'

const settings = z.object({
  address: z.string(),
  apiKey: z.string(),
  webhookSecret: z.string(),
  webhookSecretBefore: z.string().nullable(),
})

const settingsOf = (db: Db, councilId: number) =>
  db.maybeOne(
    settings,
    sql`
      select address, api_key, webhook_secret, webhook_secret_before
      from payments.card_settings where council_id = ${councilId}::int`,
  )

const isSample = (db: Db, councilId: number) =>
  db.run(sql`
    select from administration.council where council_id = ${councilId}::int and is_training`)

/** How a council reaches GOV.UK Pay. */
export type PayOfCouncil = {
  readonly pay: Pay
  readonly isTraining: boolean
  /** Secrets with which a message may be signed: the one in use, and the one before. */
  readonly secrets: readonly string[]
  /** Whether the payer may be sent there to type a card. */
  readonly isTheirs: (nextUrl: string) => boolean
}

/**
 * A council's way to Pay: its own service once set; the stand-in where it is a sample council; undefined otherwise, so that
 * no real debt is ever paid by a made-up card.
 */
export const payOf = (database: Database, councilId: number): Promise<PayOfCouncil | undefined> =>
  asCouncil(database, councilId, async db => {
    const own = await settingsOf(db, councilId)
    if (own) {
      return {
        pay: payOver(overHttp({ address: own.address, key: own.apiKey })),
        isTraining: false,
        secrets: [own.webhookSecret, own.webhookSecretBefore].filter(secret => secret !== null),
        isTheirs: nextUrl => isPaysPage(nextUrl, own.address),
      }
    }
    if ((await isSample(db, councilId)) === 0) return undefined
    return {
      pay: payOver(trainingTransport(database, councilId)),
      isTraining: true,
      secrets: [trainingSecret],
      isTheirs: () => false,
    }
  })

/** Whether card payments can be taken at all: for pages, which ask nothing of Pay. */
export const takesCards = async (db: Db, councilId: number): Promise<boolean> =>
  (await settingsOf(db, councilId)) !== undefined || (await isSample(db, councilId)) > 0

/** Pay's own pages over https, or the same place as its API where a council tries against something else. */
function isPaysPage(nextUrl: string, address: string): boolean {
  const page = URL.parse(nextUrl)
  if (page?.origin === new URL(address).origin) return true
  return page?.protocol === 'https:' && page.hostname.endsWith('.payments.service.gov.uk')
}

/**
 * Sets or changes a council's service at Pay. Done by whoever runs the installation, never from a page. The secret that
 * was in use stays believed until the next change, so that no message is lost between here and there.
 */
export async function setCardSettings(
  db: Db,
  given: {
    readonly councilId: number
    readonly address: string
    readonly apiKey: string
    readonly webhookSecret: string
    readonly actor: string
  },
): Promise<void> {
  const { councilId, address, apiKey, webhookSecret, actor } = given
  await db.run(sql`
    insert into payments.card_settings (council_id, address, api_key, webhook_secret, set_by)
    values (${councilId}::int, ${address}::text, ${apiKey}::text, ${webhookSecret}::text, ${actor}::text)
    on conflict (council_id) do update set
      address = excluded.address, api_key = excluded.api_key, webhook_secret = excluded.webhook_secret,
      webhook_secret_before = nullif(card_settings.webhook_secret, excluded.webhook_secret),
      set_by = excluded.set_by, set_at = clock_timestamp()`)
  await record(db, {
    councilId,
    actor,
    action: 'set up card payments',
    objectKind: 'card settings',
    objectId: String(councilId),
    detail: { address },
  })
}

import { resolve } from 'node:path'
import { z } from 'zod'

const environment = z.object({
  DATABASE_URL: z.string().min(1).optional(),
  EVENHAND_DATA: z.string().min(1).default('data'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  BASE_URL: z.url().optional(),
  EVENHAND_ACCEPTS_PGLITE: z.string().trim().min(1).optional(),
  COMPANIES_HOUSE_URL: z
    .url()
    .refine(address => /^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]?/.test(address), {
      error: 'it must be https, because the key goes with every request',
    })
    .optional(),
  COMPANIES_HOUSE_KEY: z.string().trim().min(1).optional(),
  COMPANIES_A_NIGHT: z.coerce.number().int().min(0).default(500),
  EVENHAND_LOG: z.enum(['silent', 'error', 'info']).default('info'),
})

/** What the person who runs Evenhand decides, read once from the environment. */
export type Config = {
  /** A PostgreSQL address, or undefined for the embedded training database. */
  readonly databaseUrl: string | undefined
  /** The folder that holds the embedded database and working files. */
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  /** How people reach this installation. Cookies are `Secure` when it is https. */
  readonly baseUrl: string | undefined
  /**
   * The name of the person who accepts, in writing, that a council's real data is on the embedded database, which
   * never asks the disk to keep anything. Without one, the doctor refuses it.
   */
  readonly acceptsPglite: string | undefined
  /** The register of companies that is read; undefined, which is the default: none is. */
  readonly companiesHouse:
    | {
        readonly address: string
        readonly key: string
        /** The most companies of a council that are read for a night. */
        readonly aNight: number
      }
    | undefined
  readonly log: 'silent' | 'error' | 'info'
}

/** Reads the settings, or throws a sentence that names the one that is wrong. The only reader of the environment. */
export function readConfig(variables: NodeJS.ProcessEnv = process.env): Config {
  const read = environment.safeParse(variables)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(
      `The setting ${issue?.path.join('.')} is not usable: ${issue?.message}. Nothing was started.`,
    )
  }
  const { COMPANIES_HOUSE_URL: address, COMPANIES_HOUSE_KEY: key } = read.data
  if ((address === undefined) !== (key === undefined)) {
    throw new Error(
      'COMPANIES_HOUSE_URL and COMPANIES_HOUSE_KEY go together: give both, or neither. Nothing was started.',
    )
  }
  return {
    databaseUrl: read.data.DATABASE_URL,
    dataFolder: resolve(read.data.EVENHAND_DATA),
    host: read.data.HOST,
    port: read.data.PORT,
    baseUrl: read.data.BASE_URL,
    acceptsPglite: read.data.EVENHAND_ACCEPTS_PGLITE,
    companiesHouse:
      address !== undefined && key !== undefined
        ? { address, key, aNight: read.data.COMPANIES_A_NIGHT }
        : undefined,
    log: read.data.EVENHAND_LOG,
  }
}

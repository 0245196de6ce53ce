import { z } from 'zod'
import { type Db, onStatement } from '../db.ts'
import { sql } from '../sql.ts'
import { installationTables } from './catalogue.ts'
import { statementLint } from './statement-lint.ts'

/** The few statements of ours that name no council for a council’s table: the file, the table, and why. */
export const exceptions: readonly (readonly [file: string, table: string, why: string])[] = [
  [
    'src/domains/administration/sessions.ts',
    'administration.appointment',
    'a session’s council is what is looked up, and where else they work',
  ],
  [
    'src/domains/administration/sign-in.ts',
    'administration.appointment',
    'whoever signs in is not yet in a council: this finds which',
  ],
  [
    'src/domains/administration/staff.ts',
    'administration.appointment',
    'training accounts are shown before anybody signs in, for training councils only',
  ],
]

/** Whether a complaint about a statement of this file is one of the few that are meant. */
export const isMeant = (file: string, complaint: string): boolean =>
  exceptions.some(([where, table]) => file.startsWith(where) && complaint.endsWith(` ${table}`))

/** Every relation with a `council_id`, as `schema.name`. */
export async function tenantRelations(db: Db): Promise<readonly string[]> {
  const found = await db.many(
    z.object({ name: z.string() }),
    sql`
      select namespace.nspname || '.' || relation.relname as name
      from pg_class as relation
      join pg_namespace as namespace on namespace.oid = relation.relnamespace
      join pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attname = 'council_id'
      where relation.relkind in ('r', 'p', 'v', 'm') and namespace.nspname not in ('pg_catalog', 'information_schema')`,
  )
  return found.map(({ name }) => name).filter(name => !Object.hasOwn(installationTables, name))
}

let isWatching = false

/**
 * From now until this process ends, keeps every statement that the program (not a test) sends, and then fails the
 * process, naming each that forgets its council and the line that sent it.
 */
export async function watchStatements(db: Db): Promise<void> {
  if (isWatching) return
  isWatching = true
  const lint = await statementLint(await tenantRelations(db))
  const sent = new Map<string, string>()
  onStatement(statement => {
    if (sent.has(statement)) return
    const from = senderIn(new Error().stack ?? '')
    if (from !== undefined) sent.set(statement, from)
  })
  process.on('exit', () => {
    for (const [statement, from] of sent) {
      const complaints = lint(statement).filter(complaint => !isMeant(from, complaint))
      if (complaints.length === 0) continue
      process.exitCode = 1
      process.stderr.write(`\n${from}: a statement ${complaints.join('; ')}\n${statement}\n`)
    }
  })
}

/** The line of ours that sent a statement; undefined for a test or its helpers, which may look anywhere. */
function senderIn(stack: string): string | undefined {
  const lines = [...stack.matchAll(/\/(src\/[\w./-]+\.ts:\d+)/g)].map(([, line = '']) => line)
  const line = lines.find(found => !/^src\/platform\/(db|pglite|postgres|testing\/)/.test(found))
  return line === undefined || /\.test\.ts|\/testing[./]/.test(line) ? undefined : line
}

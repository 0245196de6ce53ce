import { z } from 'zod'
import { type Db, onStatement } from '../db.ts'
import { sql } from '../sql.ts'
import { statementLint } from './statement-lint.ts'

/** Signing in happens before a council is known, and asks where somebody works: one table, one room, its own role. */
const beforeACouncil = ['administration.appointment']

/** Tables and views that have a council, and are not led by the installation (catalogue.db.test.ts lists those). */
export const installationTables = [
  'administration.council',
  'administration.session',
  'administration.sign_in_attempt',
  'administration.staff',
  'platform.migration',
]

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
  return found.map(({ name }) => name).filter(name => !installationTables.includes(name))
}

let isWatching = false

/**
 * From now until this process ends, keeps every statement that the program (not a test) sends, and then fails the
 * process, naming each that forgets its council and the line that sent it.
 */
export async function watchStatements(db: Db): Promise<void> {
  if (isWatching) return
  isWatching = true
  const names = await tenantRelations(db)
  const lint = await statementLint(names.filter(name => !beforeACouncil.includes(name)))
  const sent = new Map<string, string>()
  onStatement(statement => {
    if (sent.has(statement)) return
    const from = senderIn(new Error().stack ?? '')
    if (from !== undefined) sent.set(statement, from)
  })
  process.on('exit', () => {
    for (const [statement, from] of sent) {
      const complaints = lint(statement)
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

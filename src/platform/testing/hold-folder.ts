// A process of its own that opens the embedded database in a folder, says so, and writes a row each time it is told to.
import { z } from 'zod'
import { FolderInUse } from '../folder-lock.ts'
import { openPglite } from '../pglite.ts'
import { sql } from '../sql.ts'

const [folder = '.'] = process.argv.slice(2)
try {
  const database = await openPglite({ folder })
  await database.script('create table if not exists kept (n int)')
  process.stdout.write('open\n')
  process.stdin.setEncoding('utf8')
  for await (const asked of process.stdin) {
    if (String(asked).includes('close')) break
    await database.run(sql`insert into kept select count(*) from kept`)
    const { n } = await database.one(
      z.object({ n: z.number() }),
      sql`select count(*)::int as n from kept`,
    )
    process.stdout.write(`kept ${n}\n`)
  }
  await database.close()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof FolderInUse ? 1 : 3)
}

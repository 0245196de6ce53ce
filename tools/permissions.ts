// Writes docs/permissions.md: every route, what it needs and who has it. `node run.mjs tools/permissions.ts`
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { routes } from '../src/app.ts'
import { permissionsPage } from '../src/permissions-page.ts'
import { ownRoutes } from '../src/web/server.ts'

const path = join(import.meta.dirname, '..', 'docs', 'permissions.md')
await writeFile(path, permissionsPage([...routes, ...ownRoutes]))
console.log(`Written: docs/permissions.md (${routes.length + ownRoutes.length} routes)`)

import { permissions } from '#web/permissions.ts'
import { permissionsOf, roles } from '#web/roles.ts'
import type { AnyRoute } from '#web/route.ts'

// Every way in and who may use it, as a page for whoever reviews it: docs/permissions.md. `node run.mjs
// tools/permissions.ts` writes it; routes.test.ts says when it is out of date.

const who = (permission: AnyRoute['permission']): string => {
  if (permission === 'public') return 'everybody, signed in or not'
  if (permission === 'signed in') return 'everybody signed in'
  const able = Object.keys(roles).filter(role => permissionsOf([role]).includes(permission))
  return able.join(', ') || 'nobody'
}

/** A Markdown table with its columns in line, as prettier would have it. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, n) =>
    Math.max(heading.length, ...rows.map(row => row[n]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`
  return [line(headings), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  )
}

/** The page for these routes, in order of address. */
export function permissionsPage(routes: readonly AnyRoute[]): string {
  const inOrder = routes.toSorted((one, other) =>
    `${one.path} ${one.method}`.localeCompare(`${other.path} ${other.method}`, 'en'),
  )
  const used = new Set<string>(routes.map(({ permission }) => permission))
  return `# Who may do what

Written by \`node run.mjs tools/permissions.ts\` from the routes and the roles; do not edit it by hand. A route without a permission
stops the server from starting. Permissions are somebody’s roles in the council their session works in, and in no other. \`/health\`,
\`/ready\` and \`/assets\` are open to everybody and read nothing of any council.

## Every way in

${table(
  ['Route', 'Needs', 'Who has it'],
  inOrder.map(({ method, path, permission }) => [
    `\`${method} ${path}\``,
    permission,
    who(permission),
  ]),
)}

## Every role

${table(
  ['Role', 'May'],
  Object.keys(roles).map(role => [
    role,
    permissions.filter(one => permissionsOf([role]).includes(one)).join(', '),
  ]),
)}

${unused(permissions.filter(permission => !used.has(permission)))}
`
}

const unused = (names: readonly string[]) =>
  names.length === 0
    ? 'Every permission has a route that needs it.'
    : `No route needs these on their own yet: ${names.join(', ')}.`

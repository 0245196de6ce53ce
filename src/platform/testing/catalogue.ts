import { readdir, readFile } from 'node:fs/promises'
import { join as pathOf } from 'node:path'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { sql } from '../sql.ts'

/** The few tables that no council leads, and why each cannot be. Every other table is a council's. */
export const installationTables: Readonly<Record<string, string>> = {
  'platform.migration': 'the schema is the installation’s, the same for every council',
  'administration.council': 'it is the list of councils',
  'administration.staff': 'a shared service’s officer is one person who works for several councils',
  'administration.session': 'a cookie is looked up before its council is known',
  'recovery.step_floor': 'what the law asks before a step is the same for every council',
  'administration.sign_in_attempt': 'who guesses is slowed whatever council they guess at',
}

/** Foreign keys from a council’s table to one that no council leads. To the list of councils they lead themselves. */
const keysToInstallation = ['administration.appointment → administration.staff']

/** Policies beside `of_one_council`, each of which widens what somebody sees; a restrictive one only narrows it. */
const otherPolicies = [
  'administration.appointment for_signing_in to evenhand_doorkeeper',
  'administration.emergency_stop for_every_page to evenhand_doorkeeper',
]

/** Functions with their owner’s rights: one has a table’s rows counted, one tells how long transactions have run. Neither shows a row. */
const ownersFunctions = ['platform.count_again(regclass)', 'platform.settled_before()']

const fault = z.object({ fault: z.string() })

/** Every table of ours: not PostgreSQL’s own, not one connection’s temporary ones. */
const ours = sql`
  ours as materialized (
    select relation.*, namespace.nspname || '.' || relation.relname as name
    from pg_class as relation
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    where namespace.nspname !~ '^pg_' and namespace.nspname <> 'information_schema'
  )`

/** What the catalogue of a database says is wrong with how councils are kept apart, a sentence each. Empty is right. */
export async function catalogueFaults(db: Db): Promise<readonly string[]> {
  const installation = Object.keys(installationTables)
  const tenants = sql`
    ${ours}, tenant as materialized (
      select ours.*, attribute.attnum as council, attribute.attnotnull as is_council_needed
      from ours
      left join pg_attribute as attribute
        on attribute.attrelid = ours.oid and attribute.attname = 'council_id' and not attribute.attisdropped
      where ours.relkind in ('r', 'p') and ours.name <> all(${installation}::text[])
    )`
  const found = await db.many(
    fault,
    sql`
      with ${tenants}
      select name || ' has no council_id that must be given' as fault from tenant
      where council is null or not is_council_needed
      union all
      select name || ' has no primary key' from tenant
      where not exists (select from pg_index where indrelid = tenant.oid and indisprimary)
      union all
      select name || ': council_id does not lead ' || key.indexrelid::regclass
      from tenant join pg_index as key on key.indrelid = tenant.oid and (key.indisunique or key.indisexclusion)
      where key.indkey[0] is distinct from tenant.council
      union all
      select name || ': council_id does not lead the foreign key ' || key.conname
      from tenant join pg_constraint as key on key.conrelid = tenant.oid and key.contype = 'f'
      where (key.conkey[1] is distinct from tenant.council or not exists (
          select from pg_attribute
          where attrelid = key.confrelid and attnum = key.confkey[1] and attname = 'council_id'))
        and tenant.name || ' → ' || (select name from ours where oid = key.confrelid) <> all(${keysToInstallation}::text[])
      union all
      select name || ' is not fenced: row security is not ' || case when relrowsecurity then 'forced' else 'enabled' end
      from tenant where not (relrowsecurity and relforcerowsecurity)
      union all
      select name || ' is not fenced by of_one_council' from tenant
      where not exists (
        select from pg_policy as policy
        where policy.polrelid = tenant.oid and policy.polname = 'of_one_council' and policy.polcmd = '*' and policy.polroles = '{0}'
          and pg_get_expr(policy.polqual, policy.polrelid) = '(council_id = platform.current_council())'
          and pg_get_expr(policy.polwithcheck, policy.polrelid) = '(council_id = platform.current_council())')
      union all
      select told from (
        select tenant.name || ' ' || policy.polname || ' to ' || coalesce(
          (select string_agg(rolname, ', ' order by rolname) from pg_roles where oid = any(policy.polroles)), 'everybody') as told
        from tenant join pg_policy as policy on policy.polrelid = tenant.oid and policy.polname <> 'of_one_council'
          and policy.polpermissive
      ) as other
      where told <> all(${otherPolicies}::text[])
      union all
      -- A view is read with its owner’s rights, past the fence, unless it says otherwise.
      select name || ' is a view past the fence' from ours
      where relkind in ('v', 'm') and has_table_privilege('evenhand_app', oid, 'select')
        and not coalesce('security_invoker=true' = any(reloptions), false)
      union all
      select proc.oid::regprocedure || ' runs as its owner, past the fence'
      from pg_proc as proc
      join pg_namespace as namespace on namespace.oid = proc.pronamespace
      where proc.prosecdef and namespace.nspname !~ '^pg_' and namespace.nspname <> 'information_schema'
        and proc.oid::regprocedure::text <> all(${ownersFunctions}::text[])
      union all
      select rolname || ' owns ' || name from ours
      join pg_roles on pg_roles.oid = relowner where rolname in ('evenhand_app', 'evenhand_doorkeeper')
      union all
      select 'evenhand_auditor does more than read the integrity views: ' || name
      from ours, aclexplode(ours.relacl) as acl
      join pg_roles on pg_roles.oid = acl.grantee
      where rolname = 'evenhand_auditor' and (acl.privilege_type <> 'SELECT' or name not like 'contract.%')
      union all
      select rolname || ' is more than a role' from pg_roles
      where rolname in ('evenhand_app', 'evenhand_doorkeeper', 'evenhand_auditor')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
          or exists (select from pg_auth_members where member = pg_roles.oid))
      order by 1`,
  )
  return [...found.map(({ fault }) => fault), ...(await rightsFaults(db))]
}

const held = z.object({ role: z.string(), relation: z.string(), rights: z.string() })

/** The rights of our two roles, as the migrations say them and as the catalogue has them: they must be the same. */
async function rightsFaults(db: Db): Promise<readonly string[]> {
  const said = await statedRights()
  const rows = await db.many(
    held,
    sql`
      with ${ours}, granted as (
        select ours.name, acl.grantee, lower(acl.privilege_type) as kind, null::text as part
        from ours, aclexplode(ours.relacl) as acl where relkind in ('r', 'p', 'v', 'm')
        union all
        select ours.name, acl.grantee, lower(acl.privilege_type), attribute.attname
        from ours
        join pg_attribute as attribute on attribute.attrelid = ours.oid, aclexplode(attribute.attacl) as acl
      )
      select coalesce(rolname, 'everybody') as role, name as relation,
        string_agg(kind || coalesce(' (' || part || ')', ''), ', ' order by kind, part) as rights
      from granted left join pg_roles on pg_roles.oid = grantee
      where grantee = 0 or rolname in ('evenhand_app', 'evenhand_doorkeeper')
      group by 1, 2`,
  )
  const has = new Map(
    rows.map(({ role, relation, rights }) => [`${role} on ${relation}`, rights.split(', ').sort()]),
  )
  const wrong = [...new Set([...said.keys(), ...has.keys()])].filter(
    who => String(said.get(who)) !== String(has.get(who)),
  )
  const kept = await db.many(
    z.object({ name: z.string() }),
    sql`
      with ${ours} select name from ours
      where exists (select from pg_trigger where tgrelid = ours.oid and tgname = 'is_append_only')`,
  )
  return [
    ...wrong.map(
      who =>
        `${who}: the migrations say ${said.get(who)?.join(', ') ?? 'nothing'}, the catalogue ${has.get(who)?.join(', ') ?? 'nothing'}`,
    ),
    ...kept
      .filter(({ name }) => /update|delete/.test(String(has.get(`evenhand_app on ${name}`))))
      .map(({ name }) => `evenhand_app may change ${name}, which is append-only`),
  ]
}

/** What the migrations grant: `platform.fence(…)` and plain `grant … on …`, by role and table, a column at a time. */
async function statedRights(): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = pathOf(import.meta.dirname, '..', '..', '..', 'db', 'migrations')
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  const texts = await Promise.all(names.map(name => readFile(pathOf(folder, name), 'utf8')))
  const text = texts.join('\n').replace(/^\s*--.*$/gm, '')
  const stated = new Map<string, readonly string[]>()
  const add = (role: string, relation: string, rights: string) => {
    const key = `${role.trim()} on ${relation}`
    const each = [...rights.matchAll(/(\w+)(?:\s*\(([^)]*)\))?/g)].flatMap(([, kind, columns]) =>
      columns === undefined
        ? [kind ?? '']
        : columns.split(',').map(column => `${kind} (${column.trim()})`),
    )
    stated.set(key, [...new Set([...(stated.get(key) ?? []), ...each])].sort())
  }
  for (const [, relation = '', rights = ''] of text.matchAll(
    /^call platform\.fence\('([\w.]+)', '([^']+)'\)/gm,
  ))
    add('evenhand_app', relation, rights)
  for (const [, rights = '', relation = '', roles = ''] of text.matchAll(
    /^grant ([\w\s,()]+?) on (?!schema|function)([\w.]+) to ([\w,\s]+);/gm,
  ))
    for (const role of roles.split(',')) add(role, relation, rights)
  // What a table had goes with it, unless it was made again.
  for (const { 1: relation = '', index } of text.matchAll(/^drop table ([\w.]+);/gm))
    if (text.lastIndexOf(`create table ${relation} (`) < index)
      for (const key of [...stated.keys()].filter(who => who.endsWith(` on ${relation}`)))
        stated.delete(key)
  return stated
}

import { loadModule, parseSync } from 'libpg-query'

/**
 * Whether a statement names its council for every council's table it touches: in an equality that ties each one,
 * directly or through a join, to something given; or in the columns it inserts. Row-level security would stop a
 * statement that forgets; this finds it before, and is what would let the tables be spread by council (Citus).
 */
export type Lint = (statement: string) => readonly string[]

/** `tenantRelations` are names like `debts.account`: tables and views that have a `council_id`. */
export async function statementLint(tenantRelations: Iterable<string>): Promise<Lint> {
  await loadModule()
  const tenants = new Set(tenantRelations)
  return statement => {
    const complaints: string[] = []
    visit(parseSync(statement), (kind, body) => complaints.push(...judge(kind, body, tenants)))
    return complaints
  }
}

type Body = Readonly<Record<string, unknown>>

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** What is inside a node of this kind: `{ RangeVar: {…} }`. */
const inside = (node: unknown, kind: string): Body | undefined => {
  const body = isBody(node) ? node[kind] : undefined
  return isBody(body) ? body : undefined
}
const text = (node: unknown): string | undefined => {
  const found = inside(node, 'String')?.['sval']
  return typeof found === 'string' ? found : undefined
}

const statements = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt']

/** Every statement in a tree, those inside others too. Each is a scope of its own. */
function visit(node: unknown, see: (kind: string, body: Body) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, see)
    return
  }
  if (!isBody(node)) return
  for (const [kind, body] of Object.entries(node)) {
    if (statements.includes(kind) && isBody(body)) {
      see(kind, body)
      // The sides of a union are statements without a name of their own.
      for (const side of ['larg', 'rarg']) {
        if (isBody(body[side])) visit({ SelectStmt: body[side] }, see)
      }
      const { larg: _left, rarg: _right, ...rest } = body
      visit(rest, see)
    } else {
      visit(body, see)
    }
  }
}

const given = '(given)'

function judge(kind: string, body: Body, tenants: ReadonlySet<string>): readonly string[] {
  if (kind === 'CopyStmt') {
    const name = nameOf(body['relation'])
    return tenants.has(name) && !list(body['attlist']).some(column => text(column) === 'council_id')
      ? [`copies ${name} without council_id`]
      : []
  }
  const scope = new Scope(tenants)
  const relation = isBody(body['relation']) ? { RangeVar: body['relation'] } : undefined
  if (kind === 'InsertStmt') {
    const name = nameOf(body['relation'])
    const columns = list(body['cols']).map(column => inside(column, 'ResTarget')?.['name'])
    return tenants.has(name) && !columns.includes('council_id')
      ? [`inserts into ${name} without council_id`]
      : []
  }
  if (relation) scope.add(relation)
  for (const clause of ['fromClause', 'usingClause']) {
    for (const item of list(body[clause])) scope.add(item)
  }
  if (body['sourceRelation']) scope.add(body['sourceRelation'])
  for (const condition of [body['whereClause'], body['joinCondition']]) scope.hold(condition)
  return scope.loose().map(name => `does not name the council of ${name}`)
}

const nameOf = (body: unknown): string =>
  isBody(body) ? `${String(body['schemaname'])}.${String(body['relname'])}` : ''

/** What one statement reads from, and which of those its conditions tie together by council. */
class Scope {
  readonly #tenants: ReadonlySet<string>
  /** The table behind each alias; undefined for what is checked elsewhere: a subquery, a function, a `with`. */
  readonly #relations = new Map<string, string | undefined>()
  readonly #ties: (readonly [string, string])[] = []
  readonly #conditions: unknown[] = []

  constructor(tenants: ReadonlySet<string>) {
    this.#tenants = tenants
  }

  /** Adds an item of a from clause, and answers the aliases it brought. */
  add(item: unknown): readonly string[] {
    const join = inside(item, 'JoinExpr')
    if (join) {
      const left = this.add(join['larg'])
      const right = this.add(join['rarg'])
      this.#conditions.push(join['quals'])
      if (list(join['usingClause']).some(column => text(column) === 'council_id')) {
        for (const other of right) this.#ties.push([left[0] ?? given, other])
      }
      return [...left, ...right]
    }
    const table = inside(item, 'RangeVar')
    const other = table ?? (isBody(item) ? Object.values(item).find(isBody) : undefined)
    const alias = isBody(other?.['alias']) ? other['alias']['aliasname'] : table?.['relname']
    if (typeof alias !== 'string') return []
    this.#relations.set(alias, table && table['schemaname'] ? nameOf(table) : undefined)
    return [alias]
  }

  hold(condition: unknown): void {
    this.#conditions.push(condition)
  }

  /** The tenant tables that nothing ties to a given council. */
  loose(): readonly string[] {
    for (const condition of this.#conditions) this.#tie(condition)
    const tied = new Set([given])
    for (const [alias, table] of this.#relations) if (table === undefined) tied.add(alias)
    for (let size = -1; size !== tied.size;) {
      size = tied.size
      for (const [one, other] of this.#ties) {
        if (tied.has(one)) tied.add(other)
        if (tied.has(other)) tied.add(one)
      }
    }
    return [...this.#relations].flatMap(([alias, table]) =>
      table !== undefined && this.#tenants.has(table) && !tied.has(alias) ? [table] : [],
    )
  }

  /** Only what must hold ties: an equality under `or` or `not` does not. */
  #tie(condition: unknown): void {
    const both = inside(condition, 'BoolExpr')
    if (both?.['boolop'] === 'AND_EXPR') {
      for (const one of list(both['args'])) this.#tie(one)
      return
    }
    const equality = inside(condition, 'A_Expr')
    if (equality?.['kind'] !== 'AEXPR_OP' || text(list(equality['name'])[0]) !== '=') return
    const sides = [equality['lexpr'], equality['rexpr']].map(side =>
      list(inside(side, 'RowExpr')?.['args'] ?? [side]),
    )
    const [left = [], right = []] = sides
    left.forEach((one, n) => {
      const [these, those] = [this.#councilsOf(one), this.#councilsOf(right[n])]
      if (these === undefined && those === undefined) return
      for (const a of these ?? [given]) for (const b of those ?? [given]) this.#ties.push([a, b])
    })
  }

  /** Whose council_id an expression is, if it is one. Of a table of an outer statement it is as good as given. */
  #councilsOf(expression: unknown): readonly string[] | undefined {
    const fields = list(inside(expression, 'ColumnRef')?.['fields']).map(text)
    if (fields.at(-1) !== 'council_id') return undefined
    const [alias] = fields
    if (fields.length === 1) return [...this.#relations.keys()]
    return [alias !== undefined && this.#relations.has(alias) ? alias : given]
  }
}

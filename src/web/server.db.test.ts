import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { notFound, page, pageWithErrors, redirect, route } from './route.ts'
import { aServer, someSession } from './testing.ts'

const database = await aDatabase()
after(() => database.close())

const councilOf = z.object({ council: z.string(), role: z.string() })
const whichCouncil = sql`select current_setting('app.council_id') as council, current_user::text as role`

const routes = [
  route({
    method: 'GET',
    path: '/work',
    permission: 'work:view',
    handle: async ({ db, session }) => {
      const { council, role } = await db.one(councilOf, whichCouncil)
      return page(layout({ title: 'My work', session, content: html`<p>${council} ${role}</p>` }))
    },
  }),
  route({
    method: 'GET',
    path: '/people/:id',
    permission: 'people:view',
    params: z.object({ id: z.guid() }),
    handle: async () => notFound(),
  }),
  route({
    method: 'POST',
    path: '/notes',
    permission: 'contacts:record',
    form: z.object({ note: z.string().min(1, { error: 'Enter a note' }) }),
    handle: async ({ form, session }) =>
      form.ok
        ? redirect('/work')
        : pageWithErrors(layout({ title: 'Note', session, errors: form.errors, content: html`` })),
  }),
  route({
    method: 'GET',
    path: '/sign-in',
    permission: 'public',
    handle: async ({ isTraining }) =>
      page(
        layout({
          title: 'Sign in',
          session: undefined,
          isTraining,
          content: html`<form method="post"><input name="who"></form>`,
        }),
      ),
  }),
  route({
    method: 'GET',
    path: '/broken/:name',
    permission: 'public',
    handle: async () => {
      throw new TypeError('Mrs Ada Example owes £300')
    },
  }),
  route({
    method: 'GET',
    path: '/careless',
    permission: 'public',
    handle: async ({ db }) => page(html`${await db.run(sql`select 1`)}`),
  }),
]

const { server, logged } = await aServer({
  database,
  routes,
  sessions: {
    leader: someSession(),
    clerk: someSession({ permissions: ['policy:view'] }),
  },
})
after(() => server.close())

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const get = (url: string, who?: string, headers: Record<string, string> = {}) =>
  server.inject({ url, headers: { ...(who && { cookie: `evenhand_session=${who}` }), ...headers } })
const post = (url: string, body: string, who?: string, headers: Record<string, string> = {}) =>
  server.inject({
    method: 'POST',
    url,
    body,
    headers: {
      host: 'debts.test',
      'content-type': 'application/x-www-form-urlencoded',
      ...(who && { cookie: `evenhand_session=${who}` }),
      ...headers,
    },
  })
const good = form({ note: 'Rang', _csrf: 'token-of-the-session' })

suite('who may come in', () => {
  test('a route without a permission cannot be registered', async () => {
    const silent = {
      ...route({ method: 'GET', path: '/x', permission: 'public', handle: async () => notFound() }),
    }
    Reflect.deleteProperty(silent, 'permission')
    await assert.rejects(aServer({ database, routes: [silent] }), /does not say who may use it/)
  })

  test('signed out, a page leads to signing in and back', async () => {
    const answer = await get('/work?page=2')
    assert.equal(answer.statusCode, 303)
    assert.equal(answer.headers.location, '/sign-in?next=%2Fwork%3Fpage%3D2')
  })

  test('signed out, what was sent is not lost without a word', async () => {
    const answer = await post('/notes', good)
    assert.equal(answer.statusCode, 401)
    assert.match(answer.body, /kept on this device/)
  })

  test('without the permission, a sentence', async () => {
    const answer = await get('/work', 'clerk')
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /Your role in this council does not include this page/)
  })

  test('the handler runs as the session’s council, in the role that owns nothing', async () => {
    const answer = await get('/work', 'leader')
    assert.equal(answer.statusCode, 200)
    assert.match(answer.body, /<p>1 evenhand_app<\/p>/)
  })

  test('a public route has no council’s data', async () => {
    assert.equal((await get('/careless', 'leader')).statusCode, 500)
  })

  test('an id that is none, one that does not exist and an address that does not: the same answer', async () => {
    const [wrong, unknown, nowhere] = await Promise.all([
      get('/people/1', 'leader'),
      get('/people/7f3f6c1e-5f0e-4d0a-9b57-0d5f6b1f8a11', 'leader'),
      get('/people/1/secrets', 'leader'),
    ])
    assert.deepEqual([wrong.statusCode, unknown.statusCode, nowhere.statusCode], [404, 404, 404])
    // But for the keys of its forms, which are new each time.
    const said = (body: string) => body.replaceAll(/ name="_key" value="[^"]*"/g, '')
    assert.equal(said(wrong.body), said(unknown.body))
    const main = (body: string) => /<main.*<\/main>/s.exec(body)?.[0]
    assert.equal(main(nowhere.body), main(wrong.body))
  })
})

suite('what is sent', () => {
  test('a field that the form does not have is refused, not ignored', async () => {
    const answer = await post('/notes', `${good}&permissions=everything`, 'leader')
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, /something in it that this page does not ask for/)
  })

  test('two answers to a question that takes one are refused', async () => {
    assert.equal((await post('/notes', `${good}&note=again`, 'leader')).statusCode, 400)
  })

  test('a mistake comes back with “Error:” before the title and a summary', async () => {
    const answer = await post('/notes', form({ note: '', _csrf: 'token-of-the-session' }), 'leader')
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, /<title>Error: Note/)
    assert.match(answer.body, /<a href="#note">Enter a note<\/a>/)
  })

  test('more than the limit is refused', async () => {
    const answer = await post('/notes', form({ note: 'a'.repeat(300_000) }), 'leader')
    assert.equal(answer.statusCode, 413)
  })
})

suite('when something breaks', () => {
  test('the person gets a reference; the log has it, the route as written, and nothing about the person', async () => {
    const answer = await get('/broken/Ada%20Example')
    assert.equal(answer.statusCode, 500)
    const reference = /this reference: (\w{8})\./.exec(answer.body)?.[1] ?? 'none'
    assert.doesNotMatch(answer.body, /TypeError|Ada|£300|\.ts/)

    const lines = logged.filter(line => line.includes(reference))
    assert.equal(lines.length, 1)
    assert.match(lines[0] ?? '', /"fault":"TypeError"/)
    assert.match(lines[0] ?? '', /"route":"GET \/broken\/:name"/)
    assert.doesNotMatch(logged.join(''), /Ada|£300/)
  })
})

suite('what everything carries', () => {
  test('no inline script or style can run, nothing may frame us, no page is kept', async () => {
    const { headers } = await get('/work', 'leader')
    assert.match(
      String(headers['content-security-policy']),
      /default-src 'none';script-src 'self';style-src 'self'/,
    )
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe|upgrade-insecure/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['referrer-policy'], 'same-origin')
    assert.equal(headers['x-powered-by'], undefined)
  })

  test('every page says that the embedded database is for training, before signing in too', async () => {
    if (database.engine !== 'PGlite') return
    for (const who of ['leader', undefined])
      assert.match((await get(who ? '/work' : '/sign-in', who)).body, /class="eh-training"/)
  })

  test('a page’s own assets exist, are kept for ever, and nothing else of the disk is there', async () => {
    const { body } = await get('/sign-in')
    const paths = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path ?? '',
    )
    assert(paths.length >= 4)
    for (const path of paths) {
      const answer = await get(path)
      assert.equal(answer.statusCode, 200, path)
      assert.match(String(answer.headers['cache-control']), /immutable/)
    }
    const css = (await get('/assets/evenhand.css')).body
    assert(!/GDS Transport|url\(\/assets/.test(css), 'no font or picture that is not ours')
    for (const path of [
      '/assets/..%2f..%2fpackage.json',
      '/assets/server.ts',
      '/assets/__proto__',
      '/assets/',
    ])
      assert.equal((await get(path)).statusCode, 404, path)
  })

  test('the machines that watch get an answer without signing in', async () => {
    assert.equal((await get('/health')).body, 'Running\n')
    assert.equal((await get('/ready')).body, 'Ready\n')
    const broken = { ...database, one: async () => Promise.reject(new Error('gone')) }
    const { server } = await aServer({ database: broken })
    const answer = await server.inject({ url: '/ready' })
    assert.equal(answer.statusCode, 503)
    assert.match(answer.body, /The database does not answer/)
    await server.close()
  })

  test('what is not a session cookie is nobody', async () => {
    for (const who of ['', 'no-such', '%00', 'a'.repeat(5000)])
      assert.equal((await get('/work', who)).statusCode, 303)
  })

  test('the handler’s transaction is over when the page is sent', async () => {
    await get('/work', 'leader')
    const { role } = await asCouncil(database, 2, db => db.one(councilOf, whichCouncil))
    assert.equal(role, 'evenhand_app')
  })
})

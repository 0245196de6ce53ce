import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aDatabase } from '#platform/testing/database.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { page, redirect, route } from './route.ts'
import { aServer, someSession } from './testing.ts'

const database = await aDatabase()
after(() => database.close())

const notes: string[] = []
const routes = [
  route({
    method: 'GET',
    path: '/work',
    permission: 'work:view',
    handle: async ({ session }) => page(layout({ title: 'My work', session, content: html`` })),
  }),
  route({
    method: 'POST',
    path: '/notes',
    permission: 'contacts:record',
    form: z.object({ note: z.string() }),
    handle: async ({ form }) => {
      if (form.ok) notes.push(form.value.note)
      return redirect('/work')
    },
  }),
  route({
    method: 'GET',
    path: '/sign-in',
    permission: 'public',
    handle: async () =>
      page(
        layout({
          title: 'Sign in',
          session: undefined,
          content: html`<form method="post"><input name="who"></form>`,
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/sign-in',
    permission: 'public',
    form: z.object({ who: z.string() }),
    handle: async () => redirect('//evil.example', { session: 'new-token' }),
  }),
]
const { server } = await aServer({
  database,
  routes,
  sessions: {
    leader: someSession(),
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

suite('requests from elsewhere (HI-H02)', () => {
  test('a form with its token is taken', async () => {
    const answer = await post('/notes', good, 'leader', { 'sec-fetch-site': 'same-origin' })
    assert.equal(answer.statusCode, 303)
    assert.equal(notes.length, 1)
  })

  test('so is one from a browser that says nothing of where it came from', async () => {
    assert.equal((await post('/notes', good, 'leader')).statusCode, 303)
  })

  for (const [says, body, headers] of [
    ['no token', form({ note: 'x' }), {}],
    ['another session’s token', form({ note: 'x', _csrf: 'token-of-another' }), {}],
    ['two tokens, one wrong', `${good}&_csrf=wrong`, {}],
    ['the token, from another site', good, { 'sec-fetch-site': 'cross-site' }],
    ['the token, from a neighbouring site', good, { 'sec-fetch-site': 'same-site' }],
    ['the token, from another origin', good, { origin: 'https://evil.example' }],
    ['the token, from an origin that will not say', good, { origin: 'null' }],
  ] as const)
    test(`refused: ${says}`, async () => {
      const before = notes.length
      const answer = await post('/notes', body, 'leader', headers)
      assert.equal(answer.statusCode, 403)
      assert.match(answer.body, /Nothing was changed/)
      assert.equal(notes.length, before)
    })

  test('a body that is no form is refused, whatever the cookie', async () => {
    for (const type of ['text/plain', 'application/json'])
      assert.equal(
        (await post('/notes', '{"note":1}', 'leader', { 'content-type': type })).statusCode,
        415,
      )
  })

  test('signing in needs the token of the visit, in a cookie and in the form', async () => {
    const asked = await get('/sign-in')
    const token = /name="_csrf" value="([^"]+)"/.exec(asked.body)?.[1] ?? ''
    const cookie = String(asked.headers['set-cookie']).split(';')[0] ?? ''
    assert.match(String(asked.headers['set-cookie']), /evenhand_visit=.*HttpOnly; SameSite=Lax/)

    const body = form({ who: 'priya', _csrf: token })
    assert.equal((await post('/sign-in', body)).statusCode, 403)
    assert.equal(
      (await post('/sign-in', body, undefined, { cookie: 'evenhand_visit=other' })).statusCode,
      403,
    )
    const answer = await post('/sign-in', body, undefined, { cookie })
    assert.equal(answer.statusCode, 303)
    assert.match(
      String(answer.headers['set-cookie']),
      /^evenhand_session=new-token; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    assert.equal(answer.headers.location, '/', 'never to another site')
  })

  test('on https, cookies are Secure and cannot be planted by a neighbour', async () => {
    const { server } = await aServer({ database, routes, baseUrl: 'https://debts.example.gov.uk' })
    const asked = await server.inject({ url: '/sign-in' })
    assert.match(
      String(asked.headers['set-cookie']),
      /^__Host-evenhand_visit=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    assert.match(String(asked.headers['strict-transport-security']), /max-age=31536000/)
    await server.close()
  })

  test('every form on a page leaves with a token, once', async () => {
    const { body } = await get('/work', 'leader')
    const forms = [...body.matchAll(/<form method="post".*?<\/form>/gs)]
    assert(forms.length > 0)
    for (const [whole] of forms) assert.equal(whole.match(/name="_csrf"/g)?.length, 1, whole)
  })
})

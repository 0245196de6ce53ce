import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { permissions } from '#web/permissions.ts'
import { permissionsOf, roles } from '#web/roles.ts'
import type { AnyRoute } from '#web/route.ts'
import { ownRoutes } from '#web/server.ts'
import { aServer, someSession } from '#web/testing.ts'
import { openCouncil, routes } from './app.ts'

// Every route there is, asked for by everybody who may not, on the server as it runs.

const database = await aDatabase()
const council = someSession().council
await openCouncil(
  database,
  {
    ...council,
    councilId: council.id,
    remit: ['council tax', 'sundry invoice'],
    address: '',
    telephone: '',
    coolingMinutes: 0,
  },
  Temporal.PlainDate.from('2026-01-01'),
)

const all = [...routes, ...ownRoutes]
const without = Object.fromEntries(
  permissions.map(taken => [
    `without-${taken.replace(':', '-')}`,
    someSession({ permissions: permissions.filter(permission => permission !== taken) }),
  ]),
)
const byRole = Object.fromEntries(
  Object.keys(roles).map(role => [
    role.replaceAll(' ', '-'),
    someSession({ roles: [role], permissions: permissionsOf([role]) }),
  ]),
)
const { server, logged } = await aServer({
  database,
  routes,
  sessions: {
    ...without,
    ...byRole,
    everything: someSession(),
    nothing: someSession({ permissions: [] }),
  },
})
after(async () => {
  await server.close()
  await database.close()
})

const id = '7f3f6c1e-5f0e-4d0a-9b57-0d5f6b1f8a11'
const ask = ({ method, path }: AnyRoute, who?: string) =>
  server.inject({
    method,
    url: path
      .replace(':row', '1')
      .replace(':figure', 'figures-old')
      .replace(':month', '2026-05')
      .replace(':action', 'reminder')
      .replace(':rule', 'step-0')
      .replace(':example', 'new')
      .replaceAll(/:\w+/g, id),
    headers: {
      host: 'debts.test',
      'content-type': 'application/x-www-form-urlencoded',
      ...(who && { cookie: `evenhand_session=${who}` }),
    },
    ...(method === 'POST' && { body: '' }),
  })
const notAllowed = /Your role in this council does not include this page/

suite('every way in, asked for by who may not', () => {
  for (const route of all) {
    const { method, path, permission } = route
    const name = `${method} ${path} (${permission})`
    if (permission === 'public') continue

    test(`${name}: nobody without signing in`, async () => {
      for (const who of [undefined, 'no-such-session']) {
        const answer = await ask(route, who)
        assert.equal(answer.statusCode, method === 'GET' ? 303 : 401)
        if (method === 'GET') assert.match(String(answer.headers.location), /^\/sign-in\?next=%2F/)
        assert(
          !('set-cookie' in answer.headers) ||
            !/session=\w/.test(String(answer.headers['set-cookie'])),
        )
      }
    })

    if (permission === 'signed in') continue
    test(`${name}: nobody without the permission, whatever else they may do`, async () => {
      for (const who of [`without-${permission.replace(':', '-')}`, 'nothing']) {
        const answer = await ask(route, who)
        assert.equal(answer.statusCode, 403)
        assert.match(answer.body, notAllowed)
      }
    })

    test(`${name}: no role that lacks it, and every role that has it`, async () => {
      for (const [who, session] of Object.entries(byRole)) {
        const isAble = session.permissions.includes(permission)
        // What is allowed is asked only to look: a form without its token goes no further, and says something else.
        const answer = await ask(route, who)
        assert.equal(notAllowed.test(answer.body), !isAble, who)
        if (!isAble) assert.equal(answer.statusCode, 403, who)
      }
    })
  }

  test('with every permission, no page of a council with nothing in it breaks', async () => {
    for (const route of all.filter(({ method }) => method === 'GET')) {
      const answer = await ask(route, 'everything')
      assert([200, 303, 400, 404].includes(answer.statusCode), `${route.path} ${answer.statusCode}`)
    }
    assert.deepEqual(
      logged.filter(line => line.includes('"fault"')),
      [],
    )
  })

  test('a form without its token does nothing, whoever sends it', async () => {
    for (const route of all.filter(({ method }) => method === 'POST')) {
      const answer = await ask(route, 'everything')
      assert([400, 403, 415].includes(answer.statusCode), `${route.path} ${answer.statusCode}`)
    }
  })
})

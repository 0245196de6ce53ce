import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aDatabase } from '#platform/testing/database.ts'
import { html } from './html.ts'
import { page, route } from './route.ts'
import { aServer, someSession } from './testing.ts'

const database = await aDatabase()
after(() => database.close())

let read = 0
const upload = route({
  method: 'POST',
  path: '/imports',
  permission: 'imports:load',
  form: z.object({ feed: z.string() }),
  upload: { largestBytes: 1_000_000 },
  handle: async ({ form, file }) => {
    let bytes = 0
    for await (const chunk of file?.bytes ?? []) bytes += chunk.length
    read += bytes
    return page(html`${form.ok && form.value.feed}, ${file?.name ?? 'no file'}, ${bytes}`)
  },
})
const { server } = await aServer({
  database,
  routes: [upload],
  sessions: { leader: someSession(), clerk: someSession({ permissions: [] }) },
})
after(() => server.close())

const send = async (body: FormData, who = 'leader') => {
  const request = new Request('http://debts.test/imports', { method: 'POST', body })
  return server.inject({
    method: 'POST',
    url: '/imports',
    headers: {
      cookie: `evenhand_session=${who}`,
      'content-type': request.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

function aForm(differences: Record<string, string> = {}, text = 'a,b\n1,2\n', name = 'night.csv') {
  const form = new FormData()
  const fields = { _csrf: 'token-of-the-session', feed: 'council-tax', ...differences }
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([text]), name)
  return form
}

suite('uploading a file', () => {
  test('arrives as a stream, beside its fields', async () => {
    assert.equal((await send(aForm())).body, 'council-tax, night.csv, 8')
  })

  test('may be larger than a form, up to the route’s own limit', async () => {
    assert.match((await send(aForm({}, 'a'.repeat(999_000)))).body, /, 999000$/)
    assert.equal((await send(aForm({}, 'a'.repeat(1_000_001)))).statusCode, 413)
  })

  test('its name is shown without folders or control characters', async () => {
    const { body } = await send(aForm({}, 'a', '../../etc/cron.d/x\u202egnp.csv'))
    assert.match(body, /, xgnp\.csv, 1$/)
  })

  test('none chosen is no file', async () => {
    assert.equal((await send(aForm({}, '', ''))).body, 'council-tax, no file, 0')
  })

  test('is not read without its token', async () => {
    const before = read
    assert.equal((await send(aForm({ _csrf: 'wrong' }))).statusCode, 403)
    assert.equal((await send(aForm(), 'clerk')).statusCode, 403)
    assert.equal((await send(aForm(), 'nobody')).statusCode, 401)
    assert.equal(read, before)
  })

  test('with a field that the form does not have is refused', async () => {
    assert.equal((await send(aForm({ council: '2' }))).statusCode, 400)
  })
})

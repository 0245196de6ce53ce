import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { permissions } from '#web/permissions.ts'
import { checkRoutes } from '#web/routes.ts'
import { ownRoutes } from '#web/server.ts'
import { routes } from './app.ts'
import { permissionsPage } from './permissions-page.ts'

const all = [...routes, ...ownRoutes]

/** What everybody may reach before they have signed in, and why. Anything else asks who they are. */
const open: Readonly<Record<string, string>> = {
  'GET /sign-in': 'the page on which people sign in',
  'POST /sign-in': 'signing in',
  'GET /pay/:council': 'whoever has a bill types its number, and nothing is said of it',
  'POST /pay/:council': 'and how much they pay, and gets a link to pay by',
  'GET /pay/:council/:link': 'whoever has the link of a card payment sees how much it is',
  'POST /pay/:council/:link': 'and goes on to pay',
  'GET /pay/:council/:link/done': 'and sees whether it is paid',
  'GET /training/pay/:council/:secret':
    'where a payer of a sample council types a test card; not there for any other council',
  'POST /training/pay/:council/:secret': 'and what the card does',
  'POST /webhooks/pay/:council':
    'messages from GOV.UK Pay: signed, and only ever a reason to go and look',
}

/** What everybody signed in may do, whatever their roles. */
const ofEverybodySignedIn: Readonly<Record<string, string>> = {
  'GET /': 'the front door: leads to the first page their role has',
  'POST /session/stay': 'staying signed in',
  'POST /sign-out': 'signing out',
  'POST /switch-council': 'working in another council they are appointed to',
}

const named = (permission: string) =>
  all
    .filter(route => route.permission === permission)
    .map(({ method, path }) => `${method} ${path}`)
    .toSorted()

suite('every way in', () => {
  test('has a permission that exists, and is there once', () => {
    assert(all.length > 30)
    checkRoutes(all)
    const known: readonly string[] = [...permissions, 'public', 'signed in']
    for (const { method, path, permission } of all)
      assert(known.includes(permission), `${method} ${path} does not say who may use it`)
  })

  test('is open only where it is listed, with why', () => {
    assert.deepEqual(named('public'), Object.keys(open).toSorted())
    assert.deepEqual(named('signed in'), Object.keys(ofEverybodySignedIn).toSorted())
  })

  test('a route that has lost its permission is found', () => {
    const [first, ...others] = all
    assert(first)
    const { permission: _, ...silent } = first
    assert.throws(
      () => checkRoutes([silent as typeof first, ...others]),
      /does not say who may use it\. Give it a permission\./,
    )
    assert.throws(() => checkRoutes([first, first, ...others]), /is there twice/)
  })

  test('a permission to look changes nothing, but where it is listed with why', () => {
    const meant: Readonly<Record<string, string>> = {
      'POST /search': 'a search, posted so that a name is never part of an address',
      'POST /letters': 'a search, posted for the same reason',
      'POST /law/calculators/:family/:calculation':
        'a calculation, posted so that nobody’s pay is part of an address; nothing is kept',
      'POST /law/changes': 'somebody says of themselves that they have read a change in the law',
      'POST /work/:person/put-off': 'whoever works the list orders their own day',
    }
    const found = all
      .filter(({ method, permission }) => method === 'POST' && /:(view|search)$/.test(permission))
      .map(({ method, path }) => `${method} ${path}`)
    assert.deepEqual(found.toSorted(), Object.keys(meant).toSorted())
  })

  test('docs/permissions.md says all of it', async () => {
    const written = await readFile('docs/permissions.md', 'utf8')
    assert(
      written === permissionsPage(all),
      'docs/permissions.md is out of date. Run: node run.mjs tools/permissions.ts',
    )
  })
})

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import packed from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Officer, type Running, startEvenhand } from './evenhand.ts'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** What the packed Chromium asks for on a small cloud machine, and an officer's browser would never do. */
const notAnOfficers = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
]

/** The machine's own Chromium if there is one, otherwise the one that npm brought: a journey is never skipped. */
export async function openBrowser(): Promise<Browser> {
  const own = installed.find(existsSync)
  return chromium.launch({
    executablePath: own ?? (await packed.executablePath()),
    headless: true,
    args: own
      ? ['--no-sandbox', '--disable-quic', '--disable-background-networking']
      : packed.args.filter(argument => !notAnOfficers.includes(argument)),
  })
}

/** A browser, and the Evenhand that its pages are on. There once the suite has begun. */
export type Open = { readonly browser: Browser; readonly running: Running }

/** Opens both before the suite that calls it, and closes both after. */
export function withBrowser(): Open {
  const open: { browser?: Browser; running?: Running } = {}
  before(async () => {
    open.running = await startEvenhand()
    open.browser = await openBrowser()
  })
  after(async () => {
    await open.browser?.close()
    await open.running?.stop()
  })
  return open as Open
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = join(import.meta.dirname, '..', 'test-results')

/** Milliseconds: what is evaluated on a page has no time-out of its own, and a page that hangs must fail by name. */
const longestLook = 60_000

/** What axe finds wrong with the page as it stands: must be nothing. Also keeps a picture for people to look at. */
export async function looksRight(page: Page, called: string): Promise<void> {
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${called}.png`), fullPage: false })
  // Evaluated by the debugger, so the page's own content security policy is neither used nor loosened.
  const violations = await Promise.race([
    page.evaluate(
      `${axe}; axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join('; ')))`,
    ),
    setTimeout(longestLook, ['the page did not answer axe'], { ref: false }),
  ])
  assert.deepEqual(violations, [], `axe on ${called}`)
  const policy: readonly string[] = await page.evaluate(`(window.__violations ?? [])`)
  assert.deepEqual(policy, [], `content security policy on ${called}`)
}

/** A page on which nobody has signed in, by default at the size of an officer's laptop. */
export async function openPage(
  { browser, running: { address } }: Open,
  viewport = { width: 1366, height: 768 },
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'en-GB', baseURL: address })
  await context.addInitScript(
    `window.__violations = []; document.addEventListener('securitypolicyviolation', e => window.__violations.push(e.violatedDirective + ' ' + e.blockedURI))`,
  )
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  return page
}

/** Fills in and sends the sign-in form that the page is on, right or wrong. */
export async function signIn(
  page: Page,
  { signInName, password }: Pick<Officer, 'signInName' | 'password'>,
): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(signInName)
  await page.getByLabel('Password').fill(password)
  const answered = page.waitForResponse(
    response => response.request().method() === 'POST' && response.url().endsWith('/sign-in'),
  )
  await page.getByRole('button', { name: 'Sign in' }).click()
  await answered
  await page.waitForLoadState()
}

/** A page on which the first of `role` has signed in, at the size of an officer's laptop. */
export async function signedIn(open: Open, role: string, council?: string): Promise<Page> {
  const officer = open.running.officers.find(
    found =>
      found.role.includes(role) && (council === undefined || found.council.includes(council)),
  )
  assert(officer, `there is a ${role}`)
  const page = await openPage(open)
  await page.goto('/sign-in')
  await signIn(page, officer)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  return page
}

/** Follows the navigation to a place, under its group where it is in one. */
export async function goTo(page: Page, place: string): Promise<void> {
  const link = page.locator('a', { hasText: new RegExp(`^${place}$`) })
  const group = page.locator('.eh-navigation__group', { has: link })
  if ((await group.count()) > 0) await group.locator('summary').click()
  await page.locator('.eh-navigation').locator(link).click()
}

/** On a run that is out of the ordinary: opens its sample cases, as its approver must, and comes back to it. */
export async function openSamples(page: Page): Promise<void> {
  const run = page.url()
  const links = await page.locator('main a[href*="/cases/"]').all()
  const cases = await Promise.all(links.map(link => link.getAttribute('href')))
  for (const address of cases.slice(0, 20)) await page.goto(address ?? '')
  await page.goto(run)
}

/** On a run that was let go: waits until letters of it are sent. A busy machine needs longer for that than for a page. */
export const firstAreSent = (page: Page): Promise<void> =>
  page.getByText(/[1-9]\d* of \d+ sent/).waitFor({ timeout: 120_000 })

/** Looks at a list of letters again and again until there is one: they are made one after another, and the list is as it was asked for. */
export async function firstLetterOn(page: Page, address: string): Promise<void> {
  const last = performance.now() + 120_000
  do {
    await page.goto(address)
    if ((await page.locator('main a[href^="/letters/"]').count()) > 0) return
  } while (performance.now() < last)
  assert.fail(`no letter at ${address} within two minutes`)
}

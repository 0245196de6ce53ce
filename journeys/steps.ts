import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { sampleCouncils, shippedProfile, writeSample } from '../src/domains/imports/index.ts'
import { sampleAccounts } from './evenhand.ts'

export const inDays = (days: number): string => {
  const day = Temporal.Now.plainDateISO('Europe/London').add({ days })
  return `${day.day}/${day.month}/${day.year}`
}

/** Somebody of the latest run and their account, of which the gate says so of some step: the nth such. */
async function someoneWith(page: Page, says: RegExp, nth: number) {
  await page.goto('/runs')
  await page.goto(
    (await page.locator('main tbody a[href^="/runs/"]').first().getAttribute('href')) ?? '',
  )
  const people = await page.locator('main tr:has(a[href^="/people/"])').all()
  const cases: { person: string; account: string }[] = []
  for (const row of people) {
    const person = await row.locator('a[href^="/people/"]').first().getAttribute('href')
    const account = await row.locator('a[href^="/accounts/"]').first().getAttribute('href')
    if (person && account) cases.push({ person, account })
  }
  let found = 0
  for (const { person, account } of cases) {
    await page.goto(`${account}/steps`)
    const row = page.locator('main tbody tr', { hasText: says }).first()
    if ((await row.count()) === 0) continue
    found += 1
    if (found < nth) continue
    const step = (await row.getByRole('link').first().getAttribute('href')) ?? ''
    return { person, account, step }
  }
  throw new Error(`Nobody in the run has a step that is ${says.source}`)
}

/**
 * Somebody for whom a step is due, and whose recovery an officer has put on hold since: the step is outside policy. Which of
 * those that there are: each journey has its own.
 */
export async function aStepOutsidePolicy(page: Page, nth: number) {
  const found = await someoneWith(page, /Can go|Caution/, nth)
  await page.goto(`${found.person}/holds/new`)
  await page.getByLabel('What kind of hold?').selectOption('Other')
  await page.getByLabel('Why?').fill('They are moving house.')
  await page.getByLabel('Look at it again on').fill(inDays(20))
  await page.getByRole('button', { name: 'Place the hold' }).click()
  await page.getByText('Recovery is on hold.').waitFor()
  return found
}

/** Proposes a step outside policy, which then waits for an approver: its address. */
export async function aProposal(page: Page): Promise<string> {
  await page.goto((await aStepOutsidePolicy(page, 2)).step)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByLabel('Why is it right all the same?').fill('They asked for it.')
  await page.getByRole('button', { name: 'Ask an approver' }).click()
  await page.waitForURL(/\/steps\/[^/]+$/)
  return new URL(page.url()).pathname
}

/** Escalates a complaint of somebody, about the first account that they owe: the escalation's address. */
export async function anEscalation(page: Page, person: string): Promise<string> {
  await page.goto(`${person}/escalations/new`)
  await page.getByLabel('A complaint').check()
  await page.getByLabel('Which account?').selectOption({ index: 1 })
  await page.getByLabel('What do you recommend').fill('Answer it together with the service.')
  await page.getByLabel('What else was there to do').fill('Nothing yet')
  await page.getByRole('button', { name: 'Ask a team leader' }).click()
  await page.waitForURL(/\/escalations\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

/** Asks revenues about the liability for an account, by a day: the question's address. */
export async function aQuestion(page: Page, account: string, by = inDays(5)): Promise<string> {
  await page.goto(`${account}/questions/new`)
  await page.getByLabel('Liability: whether').check()
  await page.getByLabel('Them', { exact: true }).check()
  await page.getByLabel('Which team?').selectOption('revenues')
  await page.getByLabel('What may be wrong').fill('They moved out in March.')
  await page.getByLabel('Answer wanted by').fill(by)
  await page.getByRole('button', { name: 'Ask, and pause recovery' }).click()
  await page.waitForURL(/\/questions\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

/** An officer asks for a step that somebody works from a list, an approver lets it go, and the list shows it: they are on the list. */
export async function onTheList(
  officer: Page,
  approver: Page,
  { account, step }: { readonly account: string; readonly step: string },
) {
  await officer.goto(`${account}/steps/${step.replaceAll(' ', '-')}`)
  for (const box of await officer.getByRole('checkbox').all()) await box.check()
  await officer.getByLabel('Why is it right all the same?').fill('They asked us to.')
  await officer.getByRole('button', { name: 'Ask an approver' }).click()
  await officer.getByText('waits for an approver').waitFor()
  await approver.goto(new URL(officer.url()).pathname)
  await approver.getByLabel('What do you say to it?').fill('Agreed.')
  await approver.getByRole('button', { name: 'Approve and send' }).click()
  await approver.getByText('on its way').or(approver.getByText('sent')).first().waitFor()
  const link = officer.locator(`main tbody a[href^="${account}/"]`)
  for (let n = 0; n < 60; n += 1) {
    await officer.goto(`/referrals?kind=${step.replaceAll(' ', '+')}`)
    if ((await link.count()) > 0) return
  }
  throw new Error(`Nothing put ${account} on the list “${step}”`)
}

/** Records what recovery of an account needs to know. */
export async function recordAnswer(
  officer: Page,
  {
    account,
    question,
    says,
    day,
  }: {
    readonly account: string
    readonly question: string
    readonly says: string
    readonly day?: string | undefined
  },
) {
  await officer.goto(`${account}/answers?question=${question.replaceAll(' ', '+')}`)
  await officer.getByLabel(says, { exact: false }).first().check()
  if (day !== undefined) await officer.getByLabel('The day', { exact: false }).fill(day)
  await officer.getByRole('button', { name: 'Record it' }).click()
  await officer.getByText('Recorded. The account is looked at again tonight.').waitFor()
}

type Feed = 'council-tax-accounts' | 'sundry-accounts' | 'housing-benefit-overpayments'

type SampleRow = { readonly reference: string; readonly cells: ReadonlyMap<string, string> }

/** What the file of a sample council said of its accounts, a row each: the same seed and day give the same again. */
export async function rowsOf(council: string, feed: Feed): Promise<readonly SampleRow[]> {
  const out = await mkdtemp(join(tmpdir(), 'evenhand-sample-'))
  const businessDate = Temporal.Now.plainDateISO('Europe/London')
  const { files } = await writeSample({ accounts: sampleAccounts, seed: 7, out, businessDate })
  const { id } = sampleCouncils.find(({ name }) => name.startsWith(council)) ?? {}
  const file = files.find(({ councilId, profile }) => councilId === id && profile === feed)
  const text = await readFile(file?.path ?? '', 'utf8')
  await rm(out, { recursive: true })
  const profile = shippedProfile(feed)
  const [columns = [], ...rows] = Papa.parse<string[]>(text.trim(), {
    delimiter: profile?.file.delimiter,
  }).data
  // A trailer has fewer cells.
  return rows
    .filter(cells => cells.length === columns.length)
    .map(cells => ({
      reference: cells[0] ?? '',
      cells: new Map(columns.map((column, n) => [column, cells[n] ?? ''])),
    }))
}

/** Finds an account by its reference, and opens it: its address. */
export async function openAccount(page: Page, reference: string): Promise<string> {
  await page.goto('/search')
  await page.locator('main input[name="q"]').fill(reference)
  await page.locator('main input[name="q"]').press('Enter')
  const link = page.locator('main a[href^="/accounts/"]').first()
  const account = (await link.getAttribute('href')) ?? ''
  await page.goto(account)
  return account
}

/** The first account of Aldermere that is late and whose row of its source's file has all of these: its address. */
export async function anAccountOf(
  page: Page,
  feed: Feed,
  wanted: Readonly<Record<string, string>>,
): Promise<string> {
  for (const { reference, cells } of await rowsOf('Aldermere', feed)) {
    if (Object.entries(wanted).some(([name, is]) => cells.get(name) !== is)) continue
    const account = await openAccount(page, reference)
    if ((await page.locator('.eh-case__late').last().innerText()) !== '£0.00 late') return account
  }
  throw new Error(`No account of ${feed} has ${JSON.stringify(wanted)} and is late`)
}

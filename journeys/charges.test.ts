import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'

const today = Temporal.Now.plainDateISO('Europe/London')
const written = ({ day, month, year }: Temporal.PlainDate) => `${day}/${month}/${year}`

suite('costs and interest', () => {
  const open = withBrowser()
  let leader: Page
  let approver: Page
  let account = ''
  let costs = ''
  let interest = ''
  before(async () => {
    leader = await signedIn(open, 'team leader', 'Penllyn')
    approver = await signedIn(open, 'approver', 'Penllyn')
  })

  test('costs are charged on the evidence of the order, within the cap of the nation', async () => {
    account = await aTaxAccount(leader)
    await leader.goto(account)
    await leader.getByRole('link', { name: 'Costs and interest' }).click()
    await leader.getByRole('link', { name: 'Costs of a liability order' }).click()
    await leader.getByRole('button', { name: 'Charge it' }).click()
    await leader.getByRole('alert').getByText('Enter what it stands on').waitFor()
    await looksRight(leader, 'charge-new-refused')
    await leader.getByLabel('Reference of the order').fill('LO/2026/117')
    await leader.getByLabel('Day of the order').fill(written(today))
    await leader.getByLabel('Day of the hearing').fill(written(today))
    await leader.getByLabel('Costs', { exact: true }).fill('80')
    await leader.getByLabel('How is the amount made up?').fill('The council’s schedule of 1 April')
    await leader.getByRole('button', { name: 'Charge it' }).click()
    await leader.getByRole('alert').getByText('£70.00 at most').waitFor()
    assert.equal(await leader.getByLabel('Reference of the order').inputValue(), 'LO/2026/117')
    await leader.getByLabel('Costs', { exact: true }).fill('65')
    await leader.getByRole('button', { name: 'Charge it' }).click()
    await leader.getByText('It is charged.').waitFor()
    costs = new URL(leader.url()).pathname
    await looksRight(leader, 'charge-costs')
    await leader.goto(account)
    await leader.getByRole('link', { name: 'Costs of a liability order' }).waitFor()
    await looksRight(leader, 'charge-account')
  })

  test('costs are waived alone within a limit, and above it by two people', async () => {
    await leader.goto(costs)
    await waive(leader, '70.00')
    await leader.getByRole('alert').getByText('more than is left').waitFor()
    await waive(leader, '10.00')
    await leader.getByText('It is waived.').waitFor()
    await waive(leader, '45.00')
    await leader.getByText('Nothing is waived yet').waitFor()
    assert.equal(await leader.getByRole('button', { name: /^Agree/ }).count(), 0)
    await looksRight(leader, 'charge-waiver-asked')
    await approver.goto('/charges')
    await looksRight(approver, 'charge-waivers')
    await approver.locator(`main a[href="${costs}"]`).click()
    await approver.getByRole('button', { name: 'Agree to waive £45.00' }).click()
    await approver.getByText('It is waived, by the two of you.').waitFor()
    await looksRight(approver, 'charge-waived')
    await approver.goto('/charges/limits')
    await approver.getByLabel('Court officer').fill('fifty')
    await approver.getByRole('button', { name: 'Set the limits' }).click()
    await approver.getByRole('alert').getByText('Enter an amount in pounds and pence').waitFor()
    await looksRight(approver, 'charge-limits-refused')
  })

  test('interest shows its working, by day, rate and penny', async () => {
    await leader.goto('/charges/running')
    await looksRight(leader, 'charge-running')
    interest = (await leader.locator('main tbody a').first().getAttribute('href')) ?? ''
    await leader.goto(interest)
    await leader
      .getByText(/^Interest worked out to/)
      .first()
      .waitFor()
    await leader.getByText('The working, to quote').click()
    await leader
      .getByText(/× \d+(\.\d+)?% × \d+\/365 =/)
      .first()
      .waitFor()
    await looksRight(leader, 'charge-working')
  })

  test('interest stops with the first day of a breathing space, and runs again by nobody’s wish while it lasts', async () => {
    await leader.goto(interest.replace(/\/charges\/.*/, ''))
    const person = await leader.locator('main a[href^="/people/"]').first().getAttribute('href')
    await leader.goto(`${person}/holds/new`)
    await leader.getByLabel('What kind of hold?').selectOption('Breathing space')
    await leader.getByLabel('First day').fill(written(today.subtract({ days: 3 })))
    await leader.getByLabel('Why?').fill('A notice came')
    await leader.getByRole('button', { name: 'Place the hold' }).click()
    await leader.getByText('Breathing space').first().waitFor()
    await leader.goto(interest)
    await leader.getByRole('button', { name: 'Bring it up to date now' }).click()
    await leader.getByText('It is up to date').waitFor()
    await leader.getByText('Somebody lets it run again').waitFor()
    await leader.getByLabel('Why does it run again?').fill('They asked for it')
    await leader.getByRole('button', { name: 'Let it run again' }).click()
    await leader.getByRole('alert').getByText('still running').waitFor()
    await looksRight(leader, 'charge-stopped')
    await leader.setViewportSize({ width: 390, height: 780 })
    await looksRight(leader, 'charge-stopped-narrow')
  })

  test('what collecting costs is spent with approved suppliers within limits, and set against what came in', async () => {
    await approver.goto('/charges/suppliers')
    await approver.getByLabel('Name', { exact: true }).fill('Finders of Penllyn')
    await approver.getByRole('button', { name: 'Approve it' }).click()
    await approver.getByRole('alert').getByText('Tick what it may be paid for').waitFor()
    assert.equal(
      await approver.getByLabel('Name', { exact: true }).inputValue(),
      'Finders of Penllyn',
    )
    await approver.getByLabel('Trace fee', { exact: true }).check()
    await approver.getByRole('button', { name: 'Approve it' }).click()
    await approver.getByText('The supplier is on the list.').waitFor()
    await approver.getByLabel('Trace fee: one cost at most').fill('40')
    await approver.getByLabel('Trace fee: a month at most').fill('1000')
    await approver.getByRole('button', { name: 'Set the limits' }).click()
    await approver.getByText('The limits are set.').waitFor()
    await looksRight(approver, 'charge-suppliers')

    await leader.setViewportSize({ width: 1366, height: 768 })
    await leader.goto(`${account}/spending`)
    const write = async (amount: string) => {
      await leader.getByLabel('What for?').selectOption('Trace fee')
      await leader.getByLabel('Supplier').selectOption('Finders of Penllyn')
      await leader.getByLabel('Their reference').fill('F-1001')
      await leader.getByLabel('Day', { exact: true }).fill(written(today))
      await leader.getByLabel('Amount').fill(amount)
      await leader.getByRole('button', { name: 'Write it down' }).click()
    }
    await write('40.01')
    await leader.getByRole('alert').getByText('over the limit').waitFor()
    await looksRight(leader, 'charge-spending-refused')
    await write('39.50')
    await leader.getByText('The cost is written down.').waitFor()
    await looksRight(leader, 'charge-spending')
    await leader.goto('/charges/collection')
    await leader.getByRole('img', { name: /^Recovered and spent/ }).waitFor()
    await looksRight(leader, 'charge-net-recovery')
    await leader.getByLabel('From').fill('soon')
    await leader.getByRole('button', { name: 'Show' }).click()
    await leader.getByRole('alert').getByText('must be a real date').waitFor()
    assert.equal(await leader.getByLabel('From').inputValue(), 'soon')
  })
})

async function waive(page: Page, amount: string): Promise<void> {
  await page.getByLabel('How much?').fill(amount)
  await page.getByLabel('Hardship').check()
  await page.getByLabel('In your own words').fill('We have seen what they live on')
  await page.getByRole('button', { name: 'Waive it' }).click()
}

/** An account of a tax on the work list that nothing holds, from the end: the first are for other journeys. */
async function aTaxAccount(page: Page): Promise<string> {
  await page.goto('/work')
  const links = await page.locator('main a[href^="/people/"]').all()
  const people = [...new Set(await Promise.all(links.map(link => link.getAttribute('href'))))]
  for (const person of people.toReversed()) {
    if (person === null || !/^\/people\/[0-9a-f-]{36}$/.test(person)) continue
    await page.goto(person)
    const accounts = await page.locator('main a[href^="/accounts/"]:not([href$="/why"])').all()
    for (const account of await Promise.all(accounts.map(link => link.getAttribute('href')))) {
      if (account === null) continue
      await page.goto(account)
      const isTax =
        (await page.getByRole('heading', { name: /^(Council tax|Business rates) / }).count()) > 0
      const hasCosts = (await page.getByText('Costs told by the source').count()) > 0
      const sums = await page.locator('.eh-case__head .eh-case__sum strong').allInnerTexts()
      const owes = /^£(?!0\.00)/.test(sums.at(-1) ?? '')
      if (
        isTax &&
        owes &&
        !hasCosts &&
        (await page.locator('main a[href^="/holds/"]').count()) === 0
      )
        return account
      await page.goto(person)
    }
  }
  return assert.fail('nobody on the list has an account of a tax that nothing holds')
}

import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

const inDays = (days: number): string =>
  Temporal.Now.plainDateISO('Europe/London').add({ days }).toLocaleString('en-GB')

suite('a tenancy that ends', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  let account = ''
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
    const row = officer.locator('main tbody tr', { hasText: 'former tenant arrears' }).last()
    await row.getByRole('link').first().click()
    const link = officer.getByRole('link', { name: /^former tenant arrears/ }).first()
    account = (await link.getAttribute('href')) ?? ''
    assert(account)
  })

  test('says what is missing, keeps what was typed, and projects nothing without the rent', async () => {
    await officer.goto(account)
    await officer.getByRole('link', { name: 'End of the tenancy' }).click()
    await officer.getByText('No notice has been recorded.').waitFor()
    await officer.getByLabel('Where do they go?').fill('9 New Road\nTestham\nZE9 9ZZ')
    await officer.getByLabel('The balance has rent up to and with').fill(inDays(0))
    await officer.getByLabel('Amount of payment 1').fill('50')
    await officer.getByRole('button', { name: 'Record the notice' }).click()
    await officer.getByRole('alert').getByText('Enter the last day of the tenancy').waitFor()
    await looksRight(officer, 'tenancy-refused')
    assert.match(await officer.getByLabel('Where do they go?').inputValue(), /9 New Road/)
    await officer.getByLabel('Last day of the tenancy').fill(inDays(14))
    await officer.getByRole('button', { name: 'Record the notice' }).click()
    await officer.getByRole('alert').getByText('Enter the day, the amount and what').waitFor()
    await officer.getByLabel('Day of payment 1').fill(inDays(7))
    await officer.getByLabel('What payment 1 is').fill('housing benefit')
    await officer.keyboard.press('Control+Enter')
    await officer.getByText('Recorded. What they said').waitFor()
    await officer.getByText('The rent is not known').waitFor()
    await looksRight(officer, 'tenancy-without-rent')
  })

  test('with the rent it is worked out line by line, and says what to pay a week before leaving', async () => {
    await officer.getByLabel('Rent', { exact: true }).fill('104.20')
    await officer.getByLabel('A week or a month?').selectOption('week')
    await officer.getByRole('button', { name: 'Record it anew' }).click()
    await officer.getByText('To owe nothing when they leave').waitFor()
    await officer.getByText(/Expected on .*: housing benefit/).waitFor()
    await looksRight(officer, 'tenancy-projected')
    await officer.getByRole('button', { name: 'Write to them what is expected' }).click()
    await officer.getByText('Written: it is among what has happened').waitFor()
    await officer.getByRole('link', { name: 'Their details' }).click()
    await officer.getByText('9 New Road').first().waitFor()
  })

  test('is on the list by its last day; and whoever has left and was not contacted is on another', async () => {
    await goTo(leader, 'Tenancies')
    await leader.getByRole('heading', { name: 'In numbers' }).waitFor()
    await looksRight(leader, 'tenancies')
    await leader.getByRole('link', { name: 'First contact' }).click()
    await leader.getByRole('heading', { name: 'How soon' }).waitFor()
    await looksRight(leader, 'tenancies-first-contact')
    await leader.getByLabel('Days to first contact').fill('0')
    await leader.getByRole('button', { name: 'Set the days' }).click()
    await leader.getByRole('alert').getByText('Enter a whole number from 1 to 90').waitFor()
    await leader.getByLabel('Days to first contact').fill('7')
    await leader.getByRole('button', { name: 'Set the days' }).click()
    await leader.getByText('The days are set.').waitFor()
  })
})

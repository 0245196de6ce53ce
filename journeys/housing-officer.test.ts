import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

const inDays = (days: number): string =>
  Temporal.Now.plainDateISO('Europe/London').add({ days }).toLocaleString('en-GB')

suite('a housing officer', () => {
  const open = withBrowser()
  let officer: Page
  let account = ''
  before(async () => {
    officer = await signedIn(open, 'housing officer', 'Aldermere')
    // The last of them is another journey's.
    const rows = officer.locator('main tbody tr', { hasText: 'former tenant arrears' })
    assert((await rows.count()) > 1)
    await rows.first().getByRole('link').first().click()
    const link = officer.getByRole('link', { name: /^former tenant arrears/ }).first()
    account = (await link.getAttribute('href')) ?? ''
    assert(account)
  })

  test('is told on My work what to ask of whoever leaves, until it is known; and reminds them once', async () => {
    await officer.goto(`${account}/tenancy`)
    await officer.getByLabel('Last day of the tenancy').fill(inDays(8))
    await officer.getByLabel('The balance has rent up to and with').fill(inDays(0))
    await officer.getByRole('button', { name: 'Record the notice' }).click()
    await officer.getByText('Recorded. What they said').waitFor()
    await goTo(officer, 'My work')
    await officer
      .getByText(/They leave on .*: ask where they go and for a telephone number/)
      .waitFor()
    await officer
      .getByText(/They leave on /)
      .first()
      .scrollIntoViewIfNeeded()
    await looksRight(officer, 'housing-nudge')
    await officer.goto(`${account}/tenancy`)
    await officer.getByLabel('Where do they go?').fill('12 New Road\nTestham\nZE9 9ZZ')
    await officer.getByLabel('Rent', { exact: true }).fill('70')
    await officer.getByLabel('A week or a month?').selectOption('week')
    await officer.getByRole('button', { name: 'Record it anew' }).click()
    await officer.getByText('Recorded. What they said').waitFor()
    await officer.getByRole('button', { name: 'Write to them what is expected' }).click()
    await officer.getByText('Written: it is among what has happened').waitFor()
    await officer.getByRole('button', { name: 'Remind them' }).click()
    await officer.getByText('They were reminded of it. Once is all').waitFor()
    await looksRight(officer, 'tenancy-reminded')
    await goTo(officer, 'Tenancies')
    await officer.getByLabel('Last day to').fill(inDays(10))
    await officer.getByRole('button', { name: 'Show' }).click()
    await officer.getByText('said where they go by their last day').waitFor()
    await looksRight(officer, 'tenancies-in-numbers')
  })

  test('records that a letter was handed over, with what is missing named beside its field and nothing lost', async () => {
    await officer.goto(account)
    await officer.getByRole('link', { name: 'Notice pack' }).click()
    await officer.getByRole('heading', { name: 'What is missing' }).waitFor()
    await looksRight(officer, 'notice-pack')
    await officer
      .getByRole('link', { name: /Record how it was served.*When your tenancy ends/ })
      .click()
    await officer.getByLabel('By whom?').fill('Hope Garrett')
    await officer.getByRole('button', { name: 'Record it' }).click()
    await officer.getByRole('alert').getByText('Choose how it was served').waitFor()
    await looksRight(officer, 'service-refused')
    assert.equal(await officer.getByLabel('By whom?').inputValue(), 'Hope Garrett')
    await officer.getByLabel('Handed to them').check()
    await officer.getByLabel('On which day?').fill(inDays(0))
    await officer.getByLabel('At what time?').fill('14:30')
    await officer.getByRole('button', { name: 'Record it' }).click()
    await officer.getByRole('alert').getByText('Say where').waitFor()
    await officer.getByLabel('Where?').fill('4 Mill Lane, at the door')
    await officer.getByRole('button', { name: 'Record it' }).click()
    await officer.getByText('Recorded. It is on the notice pack.').waitFor()
    await looksRight(officer, 'service-recorded')
  })

  test('has it on one PDF with the letter as it went, and on the page', async () => {
    await officer.goto(`${account}/pack`)
    await officer.getByText(/^served /).waitFor()
    await looksRight(officer, 'notice-pack-served')
    const reply = await officer.context().request.get(`${account}/pack/file`)
    assert.equal(reply.status(), 200)
    const pdf = await reply.body()
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    // Poppler's, which CI installs.
    if (spawnSync('pdftotext', ['-v']).error !== undefined) return
    const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
    const text = read.stdout.replace(/\s+/g, ' ')
    for (const said of [
      'Contents',
      'at 4 Mill Lane, at the door, by Hope Garrett',
      'Certificate of service, to be signed',
      'You told us that you will leave on',
      'Page 1 of ',
    ])
      assert(text.includes(said), `${said} is not in ${text}`)
  })

  test('sees every housing debt with its stage, what is next and what is missing', async () => {
    await goTo(officer, 'Tenancies')
    await officer.getByRole('link', { name: 'Debts', exact: true }).click()
    await officer.getByRole('heading', { name: 'Housing debts' }).waitFor()
    await officer
      .getByText(/looked at again on/)
      .first()
      .waitFor()
    await looksRight(officer, 'housing-debts')
  })
})

import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'
import { openAccount, rowsOf } from './steps.ts'

suite('a direct debit', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  let approver: Page
  /** Somebody’s with something still to fall due. */
  let account = ''
  let reference = ''
  let serial = ''
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Penllyn')
    leader = await signedIn(open, 'team leader', 'Penllyn')
    approver = await signedIn(open, 'approver', 'Penllyn')
  })

  const upload = async (xml: string) => {
    await leader.goto('/direct-debits/reports')
    await leader
      .getByLabel('The report, as the bureau gave it')
      .setInputFiles({ name: 'report.xml', mimeType: 'text/xml', buffer: Buffer.from(xml) })
    await leader.getByRole('button', { name: 'Take it' }).click()
    await leader.waitForURL(/\/direct-debits\/reports\/.+/)
  }
  const advices = (kind: string, records: string) =>
    `<BACSDocument><Data><MessagingAdvices><MessagingHeader user-number="990004" advice-type="${kind}"/>${records}</MessagingAdvices></Data></BACSDocument>`

  test('is set up from the account, with an account number that is checked', async () => {
    await officer.goto(await withInstalmentsToCome(officer))
    await officer.getByRole('link', { name: 'No direct debit' }).click()
    await officer.getByRole('heading', { name: 'Direct debit', exact: true }).waitFor()
    account = new URL(officer.url()).pathname
    await looksRight(officer, 'direct-debit-none')

    const payer = officer.getByLabel('Who pays?')
    await payer.selectOption({ index: (await payer.locator('option').count()) - 1 })
    await officer.getByLabel('Name on the bank account').fill('Siân Llŷr')
    await officer.getByLabel('Sort code').fill('10-00-01')
    await officer.getByLabel('Account number').fill('12345678')
    await officer.getByRole('button', { name: 'Set up the direct debit' }).click()
    await officer.getByRole('alert').getByText('Read it to the payer').waitFor()
    await officer.getByLabel(/They alone can/).check()
    await officer.getByRole('button', { name: 'Set up the direct debit' }).click()
    await officer.getByRole('alert').getByText('not one of that sort code’s').waitFor()
    await looksRight(officer, 'direct-debit-refused')
    await officer.getByLabel('Account number').fill('12345679')
    await officer.getByLabel(/They alone can/).check()
    await officer.getByRole('button', { name: 'Set up the direct debit' }).click()
    await officer.getByText('The direct debit is set up.').waitFor()
    await officer.getByText('Ends 5679').waitFor()
    assert.doesNotMatch(await officer.content(), /12345679/)
    reference = await officer
      .locator('.govuk-summary-list__row', { hasText: 'Reference' })
      .locator('dd')
      .innerText()
    await looksRight(officer, 'direct-debit-set-up')
  })

  test('goes to the bank with a file that one person proposes and another releases', async () => {
    await leader.goto('/direct-debits')
    await leader.getByText('1 instruction waits').waitFor()
    await leader.getByLabel('The day money is taken').fill(aSundayToCome())
    await leader.getByRole('button', { name: 'Propose the file' }).click()
    await leader.getByRole('alert').getByText('Choose a working day').waitFor()
    await looksRight(leader, 'direct-debit-file-refused')
    await leader.goto('/direct-debits')
    await leader.getByRole('button', { name: 'Propose the file' }).click()
    await leader.getByText('The file is proposed.').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'Release to Bacs' }).count(), 0)
    await looksRight(leader, 'direct-debit-file-proposed')

    await approver.goto(new URL(leader.url()).pathname)
    await looksRight(approver, 'direct-debit-file-to-release')
    await approver.getByRole('button', { name: 'Release to Bacs' }).click()
    await approver.getByText('The file is released').waitFor()
    serial = await approver
      .locator('.govuk-summary-list__row', { hasText: 'Serial number' })
      .locator('dd')
      .innerText()
    assert.match(serial, /^\d{6}$/)
    await looksRight(approver, 'direct-debit-file-released')
    await appears(approver, 'To the bureau’s folder')
  })

  test('is active when the bank took it, and its payer is told what will be taken and when', async () => {
    await upload(
      advices(
        'AUDDIS',
        `<MessagingAdvice record-type="V" vol-serial-number="${serial}" accepted-ddi="1"/>`,
      ),
    )
    await leader.getByText('Made 1 mandate active').waitFor()
    await looksRight(leader, 'direct-debit-report')
    await officer.goto(account)
    await officer.getByText('active', { exact: true }).waitFor()
    await appears(officer, 'payer told')
    await looksRight(officer, 'direct-debit-told')
  })

  test('changes its bank details only when a second person agrees', async () => {
    await officer.getByText('Change the bank details').click()
    await officer.getByLabel('Name on the bank account').fill('Siân Llŷr')
    await officer.getByLabel('Sort code').fill('11-00-01')
    await officer.getByLabel('Account number').fill('00900001')
    await officer.getByRole('button', { name: 'Ask for the change' }).click()
    await officer.getByText('wait for somebody else’s agreement.').first().waitFor()
    assert.equal(await officer.getByRole('button', { name: 'Agree to them' }).count(), 0)
    await leader.goto(account)
    await looksRight(leader, 'direct-debit-details-to-agree')
    await leader.getByRole('button', { name: 'Agree to them' }).click()
    await leader.getByText('The new bank details are agreed').waitFor()
    await leader.getByText('Ends 0001').waitFor()
  })

  test('ends when its bank says so, and what is not ours is an alarm until somebody settles it', async () => {
    await upload(
      advices(
        'ADDACS',
        `<MessagingAdvice record-type="A" reference="${reference}" reason-code="1"/><MessagingAdvice record-type="A" reference="NOBODYS-1" reason-code="1"/>`,
      ),
    )
    await leader.getByText('Cancelled the mandate: the payer cancelled').waitFor()
    await leader.getByRole('link', { name: 'Alarms' }).click()
    await leader.getByText('there is no such mandate here').waitFor()
    await looksRight(leader, 'direct-debit-alarms')
    await leader.getByRole('button', { name: 'Settle it' }).click()
    await leader.getByRole('alert').getByText('Say what was done').waitFor()
    await leader.getByLabel('What was done?').fill('It was the leisure trust’s; sent on to them.')
    await leader.getByRole('button', { name: 'Settle it' }).click()
    await leader.getByText('The alarm is settled.').waitFor()
    await officer.goto(account)
    await officer.getByText('Mandates that have ended').waitFor()
    await looksRight(officer, 'direct-debit-ended')
  })
})

/** Three weeks or so from now, when no bank is open. */
function aSundayToCome(): string {
  const then = Temporal.Now.plainDateISO('Europe/London').add({ days: 21 })
  const { day, month, year } = then.add({ days: 7 - then.dayOfWeek })
  return `${day}/${month}/${year}`
}

/** The worker does it when it comes to it: the page is opened again until it says so. */
async function appears(page: Page, text: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await page.getByText(text).count()) > 0) return
    await setTimeout(500)
    await page.reload()
  }
  assert.fail(`${text} did not appear`)
}

/**
 * An account with something still to pay and to fall due, of which nothing keeps it from being taken: the last that there is, since
 * the first are for other journeys.
 */
async function withInstalmentsToCome(page: Page): Promise<string> {
  const next = page.locator('.govuk-summary-list__row', { hasText: 'Next due' }).locator('dd')
  const balance = page.locator('.eh-case__sum strong').last()
  const tags = page.locator('.eh-case__tags')
  for (const feed of ['council-tax-accounts', 'sundry-accounts'] as const) {
    for (const { reference } of (await rowsOf('Penllyn', feed)).toReversed()) {
      const account = await openAccount(page, reference)
      if ((await next.innerText()) === 'Nothing more') continue
      if ((await balance.innerText()) === '£0.00') continue
      if (!/On hold|Died/.test(await tags.innerText())) return account
    }
  }
  return assert.fail('nobody has anything still to fall due')
}

import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { looksRight, openPage, signedIn, withBrowser } from './browser.ts'

const telephone = { width: 390, height: 780 }

suite('a card payment', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  let approver: Page
  let payer: Page
  /** Somebody who owes, from the end of the list: the first are for other journeys. */
  let account = ''
  let payment = ''
  let link = ''
  let balance = 0
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Penllyn')
    leader = await signedIn(open, 'team leader', 'Penllyn')
    approver = await signedIn(open, 'approver', 'Penllyn')
    payer = await openPage(open, telephone)
  })

  test('is asked for from the account, and its link is shown to the payer once', async () => {
    account = await somebodyWhoOwes(officer)
    balance = await owed(officer)
    await officer.getByRole('link', { name: 'Take a card payment' }).click()
    await officer.getByRole('heading', { name: 'Take a card payment' }).waitFor()
    await looksRight(officer, 'card-take')
    await officer.getByLabel('Another amount', { exact: true }).first().check()
    await officer.getByRole('button', { name: 'Go on to the link' }).click()
    await officer.getByRole('alert').getByText('Enter the amount').waitFor()
    await looksRight(officer, 'card-take-refused')
    await officer.getByRole('textbox', { name: 'Another amount' }).fill('999999')
    await officer.getByRole('button', { name: 'Go on to the link' }).click()
    await officer.getByRole('alert').getByText('£100,000 at most').waitFor()
    await officer.getByRole('textbox', { name: 'Another amount' }).fill('12.50')
    await officer.getByRole('button', { name: 'Go on to the link' }).click()
    await officer.getByText('Nobody has the link yet.').waitFor()
    payment = new URL(officer.url()).pathname
    await officer.getByRole('button', { name: 'Show the link and the QR code' }).click()
    await officer.getByRole('img', { name: 'The link to pay £12.50' }).waitFor()
    link = await officer.locator('.eh-pay-link').innerText()
    await looksRight(officer, 'card-link')
    await officer.setViewportSize({ width: 390, height: 780 })
    await looksRight(officer, 'card-link-narrow')
    await officer.setViewportSize({ width: 1366, height: 768 })
  })

  test('is tried with a card that its bank refuses, and the officer sees why', async () => {
    await payer.goto(new URL(link).pathname.toLowerCase())
    await payer.getByRole('heading', { name: /^Pay £12\.50 to/ }).waitFor()
    await looksRight(payer, 'card-payer')
    await payer.getByRole('button', { name: 'Pay £12.50' }).click()
    await payer.getByRole('heading', { name: 'Type a test card' }).waitFor()
    await looksRight(payer, 'card-training')
    await payer.getByLabel('Test card number').fill('4929000000000000')
    await payer.getByRole('button', { name: 'Pay' }).click()
    await payer.getByRole('alert').getByText('Type one of the test cards').waitFor()
    assert.doesNotMatch(await payer.content(), /4929000000000000/)
    await looksRight(payer, 'card-training-refused')
    await payer.getByLabel('Test card number').fill('4000 0000 0000 0002')
    await payer.getByRole('button', { name: 'Pay' }).click()
    await payer.getByText('Your last try did not work.').waitFor()
    await looksRight(payer, 'card-payer-again')
    await officer.getByText('The card was refused by its bank').first().waitFor()
  })

  test('is paid, and the screen that the officer left open says so', async () => {
    await payer.getByRole('button', { name: 'Pay £12.50' }).click()
    await payer.getByLabel('Test card number').fill('4444 3333 2222 1111')
    await payer.getByRole('button', { name: 'Pay' }).click()
    await payer.getByRole('heading', { name: 'We have your payment' }).waitFor()
    await looksRight(payer, 'card-payer-paid')
    const receipt = /EH[0-9A-Z]{10}/.exec(await payer.content())?.[0] ?? ''
    await officer.getByText('and on the account').waitFor()
    assert.match(await officer.locator('#card-now').innerText(), new RegExp(receipt))
    await looksRight(officer, 'card-paid')
    await payer.goto(new URL(link).pathname)
    await payer.getByRole('heading', { name: 'This is already paid' }).waitFor()
    await looksRight(payer, 'card-payer-already')
    await officer.goto(account)
    assert.equal(await owed(officer), balance - 1250)
    await officer.getByText(`Card payment ${receipt}`).waitFor()
  })

  test('is paid back to the card in part when a second person agrees', async () => {
    await leader.goto(payment)
    await leader.getByRole('link', { name: 'Pay some of it back' }).click()
    await leader.getByLabel(/^From/).fill('20')
    await leader.getByLabel('Why is it paid back?').fill('They meant another account')
    await leader.getByRole('button', { name: 'Ask for the refund' }).click()
    await leader.getByRole('alert').getByText('more than was paid').waitFor()
    await looksRight(leader, 'card-refund-refused')
    await leader.getByLabel(/^From/).fill('5.00')
    await leader.getByRole('button', { name: 'Ask for the refund' }).click()
    await leader.getByText('The refund waits for somebody else’s agreement.').waitFor()
    assert.equal(await leader.getByRole('button', { name: /^Agree/ }).count(), 0)
    await approver.goto(payment)
    await looksRight(approver, 'card-refund-to-agree')
    await approver.getByRole('button', { name: 'Agree to pay back £5.00' }).click()
    await approver.getByText('The refund is agreed').waitFor()
    await appears(approver, 'paid back', payment)
    await looksRight(approver, 'card-refund-paid')
    await officer.goto(account)
    assert.equal(await owed(officer), balance - 750)
  })

  test('is agreed to for later days: the payer sees each of them before they pay, and it is ended when they ask', async () => {
    const first = Temporal.Now.plainDateISO('Europe/London').add({ days: 30 })
    await officer.goto(`${account}/card-payment`)
    await officer.getByRole('link', { name: 'agree regular card payments' }).click()
    await looksRight(officer, 'card-agreement-new')
    await officer.getByLabel('How much is paid now?').fill('5')
    await officer.getByLabel('How much is taken each time').fill('4.50')
    await officer.getByLabel('First day').fill('1/1/2020')
    await officer.getByLabel('How many times?').fill('2')
    await officer.getByRole('button', { name: 'Go on to the link' }).click()
    await officer.getByRole('alert').getByText('must be after today').waitFor()
    assert.equal(await officer.getByLabel('How much is taken each time').inputValue(), '4.50')
    await looksRight(officer, 'card-agreement-refused')
    await officer.getByLabel('First day').fill(`${first.day}/${first.month}/${first.year}`)
    await officer.getByRole('button', { name: 'Go on to the link' }).click()
    await officer.getByRole('button', { name: 'Show the link and the QR code' }).click()
    const consent = new URL(await officer.locator('.eh-pay-link').innerText()).pathname
    await payer.goto(consent)
    await payer.getByText('from the same card on each of these 2 days').waitFor()
    await looksRight(payer, 'card-agreement-payer')
    await payer.getByRole('button', { name: 'Pay £5.00' }).click()
    await payer.getByLabel('Test card number').fill('4444 3333 2222 1111')
    await payer.getByRole('button', { name: 'Pay' }).click()
    await payer.getByRole('heading', { name: 'We have your payment' }).waitFor()

    await officer.getByText('and on the account').waitFor()
    await officer.getByRole('link', { name: 'A card agreement' }).click()
    await officer.getByText('To come').first().waitFor()
    await looksRight(officer, 'card-agreement')
    await officer.goto('/card-agreements')
    await officer.getByRole('cell', { name: '£4.50' }).waitFor()
    await looksRight(officer, 'card-agreements')
    await officer.locator('main tbody a').first().click()
    await officer.getByRole('button', { name: 'Cancel the agreement' }).click()
    await officer.getByRole('alert').getByText('Say why it is cancelled').waitFor()
    await officer.getByLabel('Why is it cancelled?').fill('They rang and asked for it')
    await officer.getByRole('button', { name: 'Cancel the agreement' }).click()
    await officer.getByText('Nothing more is asked of the card.').waitFor()
    await officer.getByText('Not taken: The agreement was cancelled').first().waitFor()
    await looksRight(officer, 'card-agreement-cancelled')
  })

  test('is made by whoever has the number on a bill, with no officer and no link', async () => {
    await officer.goto(account)
    const before = await owed(officer)
    const number = (await officer.getByRole('heading', { level: 1 }).innerText()).split(' ').at(-1)
    await payer.goto(new URL(link).pathname.split('/').slice(0, -1).join('/'))
    await payer.getByRole('button', { name: 'Go on' }).click()
    await payer.getByRole('alert').getByText('Type the number on your bill').waitFor()
    await looksRight(payer, 'card-by-number-empty')
    await payer.getByLabel('Your number with us').fill('NOBODYS1')
    await payer.getByLabel('How much do you want to pay?').fill('4.20')
    await payer.getByRole('button', { name: 'Go on' }).click()
    await payer.getByRole('alert').getByText('it may be mistyped').waitFor()
    assert.equal(await payer.getByLabel('How much do you want to pay?').inputValue(), '4.20')
    await looksRight(payer, 'card-by-number-refused')
    await payer.getByLabel('Your number with us').fill(number ?? '')
    await payer.getByRole('button', { name: 'Go on' }).click()
    await payer.getByText(`Your number with us ends in ${number?.slice(-4)}`).waitFor()
    await payer.getByRole('button', { name: 'Pay £4.20' }).click()
    await payer.getByLabel('Test card number').fill('4444 3333 2222 1111')
    await payer.getByRole('button', { name: 'Pay' }).click()
    await payer.getByRole('heading', { name: 'We have your payment' }).waitFor()
    await officer.goto(account)
    assert.equal(await owed(officer), before - 420)
  })

  test('that is cancelled, and a link that is nobody’s, are said kindly', async () => {
    await officer.goto(`${account}/card-payment`)
    await officer.getByLabel('Another amount', { exact: true }).first().check()
    await officer.getByRole('textbox', { name: 'Another amount' }).fill('3')
    await officer.getByRole('button', { name: 'Go on to the link' }).click()
    await officer.getByRole('button', { name: 'Show the link and the QR code' }).click()
    const other = new URL(await officer.locator('.eh-pay-link').innerText()).pathname
    await officer.getByText('Cancel this payment').click()
    await officer.getByRole('button', { name: 'Cancel the payment' }).click()
    await officer.getByRole('alert').getByText('Say why it is cancelled').waitFor()
    await officer.getByText('Cancel this payment').click()
    await officer.getByLabel('Why is it cancelled?').fill('They pay at the bank instead')
    await officer.getByRole('button', { name: 'Cancel the payment' }).click()
    await officer.getByText('The payment is cancelled.').waitFor()
    await looksRight(officer, 'card-cancelled')
    await payer.goto(other)
    await payer.getByRole('heading', { name: 'This payment was called off' }).waitFor()
    await payer.goto(`${other.slice(0, -4)}ZZZZ`)
    await payer.getByRole('heading', { name: 'We cannot find that payment' }).waitFor()
    await looksRight(payer, 'card-payer-nothing')
    await officer.goto('/card-payments?show=ended')
    await looksRight(officer, 'card-list')
  })
})

/** The balance that an account's page says, in pence. */
async function owed(page: Page): Promise<number> {
  const said = await page.locator('.eh-case__head .eh-case__sum strong').last().innerText()
  return Number(said.replaceAll(/[£,.]/g, ''))
}

/** The worker does it when it comes to it: the page is opened again until it says so. */
async function appears(page: Page, text: string, address: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await page.getByText(text, { exact: true }).count()) > 0) return
    await setTimeout(500)
    await page.goto(address)
  }
  assert.fail(`${text} did not appear`)
}

/** An account on which something is owed, looked for from the end of the work: the first are for other journeys. */
async function somebodyWhoOwes(page: Page): Promise<string> {
  await page.goto('/work')
  const people = await page.locator('main a[href^="/people/"]').all()
  const hrefs = [...new Set(await Promise.all(people.map(link => link.getAttribute('href'))))]
  for (const person of hrefs.slice(0, -2).toReversed()) {
    if (person === null || !/^\/people\/[0-9a-f-]{36}$/.test(person)) continue
    await page.goto(person)
    const found = await page
      .locator('main a[href^="/accounts/"]:not([href$="/why"])')
      .first()
      .getAttribute('href')
    if (found === null) continue
    await page.goto(found)
    if ((await owed(page)) > 5000) return found
  }
  return assert.fail('nobody on the list owes anything')
}

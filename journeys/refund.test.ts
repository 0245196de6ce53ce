import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('a credit', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  let approver: Page
  let account = ''
  let refund = ''
  before(async () => {
    officer = await signedIn(open, 'local-taxation officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
    approver = await signedIn(open, 'approver', 'Aldermere')
  })

  test('is on a desk with since when and why, the longest waiting first', async () => {
    await officer.goto('/refunds')
    await officer.getByText('has waited more than 30 days').waitFor()
    await looksRight(officer, 'credits')
    await officer.locator('main tbody a').first().click()
    await officer.getByRole('heading', { name: /^Credit on/ }).waitFor()
    account = new URL(officer.url()).pathname
    await looksRight(officer, 'credit-of-an-account')
  })

  test('is proposed to go back to bank details that are checked, and nothing typed is lost', async () => {
    await officer.getByLabel('How much goes back?').fill('5000')
    await officer.getByLabel('Why is it paid back?').fill('They asked for it by telephone.')
    await officer.getByLabel('Name on the bank account').fill('Zoë O’Hara')
    await officer.getByLabel('Sort code').fill('10-00-01')
    await officer.getByLabel('Account number').fill('12345678')
    await officer.getByRole('button', { name: 'Propose the refund' }).click()
    await officer.getByRole('alert').getByText('more than can be paid back').waitFor()
    assert.equal(
      await officer.getByLabel('Why is it paid back?').inputValue(),
      'They asked for it by telephone.',
    )
    await looksRight(officer, 'refund-refused')
    await officer.getByLabel('How much goes back?').fill('30.00')
    await officer.getByRole('button', { name: 'Propose the refund' }).click()
    await officer.getByRole('alert').getByText('not one of that sort code’s').waitFor()
    await officer.getByLabel('Account number').fill('12345679')
    await officer.getByRole('button', { name: 'Propose the refund' }).click()
    await officer.getByText('The refund is proposed.').waitFor()
    refund = new URL(officer.url()).pathname
    await officer.getByText('ends 5679').waitFor()
    assert.doesNotMatch(await officer.content(), /12345679/)
    assert.equal(await officer.getByRole('button', { name: 'Agree to the refund' }).count(), 0)
    await looksRight(officer, 'refund-proposed')
  })

  test('leaves the account when somebody made sure of the details and a third person agrees', async () => {
    await leader.goto(refund)
    await leader.getByRole('button', { name: 'I made sure of it' }).click()
    await leader.getByRole('alert').getByText('Choose how it was made sure').waitFor()
    await leader.getByLabel('How was it made sure').selectOption('called back')
    await leader.getByLabel('What was seen or heard?').fill('Rang the number on file since 2021.')
    await leader.getByRole('button', { name: 'I made sure of it' }).click()
    await leader.getByText('The bank details are verified.').waitFor()
    await leader.getByText('so somebody else has to agree').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'Agree to the refund' }).count(), 0)
    await looksRight(leader, 'refund-verified')

    await approver.goto('/refunds/under-way')
    await looksRight(approver, 'refunds-under-way')
    await approver.goto(refund)
    await looksRight(approver, 'refund-to-agree')
    await approver.getByRole('button', { name: 'Agree to the refund' }).click()
    await approver.getByText('The refund is agreed and has left the account.').waitFor()
    await looksRight(approver, 'refund-agreed')
    await officer.goto(account.replace(/\/credit$/, ''))
    await officer.getByText('They asked for it by telephone.').waitFor()
    await officer.getByText(/Agreed by Anita Desai/).waitFor()
    await looksRight(officer, 'account-with-a-refund')
  })
})

import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'
import { inDays } from './steps.ts'

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

  /** Opens a credit. Whether it is of somebody who owes something else, of which no other journey has put recovery on hold. */
  const couldGoElsewhere = async (credit: string): Promise<boolean> => {
    await officer.goto(credit)
    if ((await officer.getByLabel('Which debt is paid?').count()) === 0) return false
    const debts = officer.getByRole('table', { name: 'What they owe on other accounts' })
    await debts.getByRole('link').last().click()
    const isOnHold = /On hold/.test(await officer.locator('.eh-case__tags').innerText())
    await officer.goto(credit)
    return !isOnHold
  }

  test('is on a desk with since when and why, the longest waiting first', async () => {
    await officer.goto('/refunds')
    await officer.getByText('The longest waiting first').first().waitFor()
    await looksRight(officer, 'credits')
    const links = await officer.locator('main tbody a').all()
    for (const address of await Promise.all(links.map(link => link.getAttribute('href'))))
      if (await couldGoElsewhere(address ?? '')) break
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
    await officer.getByText('in another name than the payee’s').waitFor()
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

  test('goes to nobody while somebody who owes is insolvent, and says why', async () => {
    await officer.goto(account.replace(/\/credit$/, ''))
    await officer.locator('main a[href^="/people/"]').first().click()
    await officer.waitForURL(/\/people\//)
    await officer.keyboard.press('h')
    await officer.getByLabel('What kind of hold?').selectOption('Insolvency')
    await officer.getByLabel('Why?').fill('A bankruptcy order, in the Gazette.')
    await officer.getByLabel('Look at it again on').fill(inDays(20))
    await officer.getByRole('button', { name: 'Place the hold' }).click()
    await officer.getByRole('link', { name: /^On hold: insolvency/ }).click()
    const hold = new URL(officer.url()).pathname
    await leader.goto('/refunds/lists')
    await leader.getByRole('table', { name: 'Held back' }).getByText('is insolvent').waitFor()
    // Another journey's refund may wait for a list: this one's £30.00 is not in the sum.
    assert.doesNotMatch(await leader.locator('main').innerText(), /£3\d\.00 in \d+ refund/)
    await looksRight(leader, 'refunds-held-back')
    await leader.goto(refund)
    await leader.getByText('It does not go to finance as things are.').waitFor()
    await looksRight(leader, 'refund-held-back')
    await leader.goto(hold)
    await leader.getByLabel('Why does it end?').fill('It was somebody else of that name.')
    await leader.getByRole('button', { name: 'End this hold' }).click()
    await leader.getByText('The hold has ended.').waitFor()
  })

  test('goes to finance on a list that another person releases, and comes back', async () => {
    await leader.goto('/refunds/lists')
    await leader.getByRole('button', { name: 'Propose the list' }).click()
    await leader.getByText('The list is proposed.').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'Release to finance' }).count(), 0)
    await looksRight(leader, 'refund-list-proposed')
    const list = new URL(leader.url()).pathname
    await approver.goto(list)
    await looksRight(approver, 'refund-list-to-release')
    await approver.getByRole('button', { name: 'Release to finance' }).click()
    await approver.getByText('The list is released.').waitFor()
    await looksRight(approver, 'refund-list-released')
    const file = await approver.context().request.get(`${list}/file`)
    assert.match(
      await file.text(),
      /PAY,\d+,R\d{6}-\d{4},ZOE O HARA,100001,12345679,30\.00,[^,]*,Rhys Pugh,Anita Desai\r/,
    )

    await officer.goto(refund)
    await officer.getByText('on a list with finance').waitFor()
    await officer.getByRole('button', { name: 'It came back' }).click()
    await officer.getByRole('alert').getByText('Say why it came back').waitFor()
    await officer.getByLabel('Why did it come back?').fill('The bank says the account is closed.')
    await officer.getByRole('button', { name: 'It came back' }).click()
    await officer.getByText('the credit is on the account again').waitFor()
    await looksRight(officer, 'refund-came-back')
    await officer.goto('/refunds/lists')
    await looksRight(officer, 'refund-lists')
  })

  const setOff = async (asked: string, amount: string) => {
    await officer.goto(account)
    await officer.getByLabel('Which debt is paid?').selectOption({ index: -1 + (await debts()) })
    await officer.getByLabel('How much is set off?').fill(amount)
    await officer.getByLabel(asked).check()
    await officer.getByLabel('Who asked, and how is it known?').fill('She rang on Monday.')
    await officer.getByLabel('Why is it set off?').fill('Less to pay next month.')
    await officer.getByRole('button', { name: 'Propose the set-off' }).click()
  }
  const debts = () => officer.getByLabel('Which debt is paid?').locator('option').count()

  test('is set off against another debt only where that is allowed and somebody else agrees', async () => {
    await setOff('To have it repaid', '20.00')
    await officer.getByRole('alert').getByText('it is not set off').waitFor()
    assert.equal(await officer.getByLabel('How much is set off?').inputValue(), '20.00')
    await looksRight(officer, 'set-off-not-allowed')

    await setOff('That it goes to this debt', '20.00')
    await officer.getByText('The set-off is proposed.').waitFor()
    assert.equal(await officer.getByRole('button', { name: 'Agree to the set-off' }).count(), 0)
    await approver.goto(new URL(officer.url()).pathname)
    await approver.getByRole('button', { name: 'Refuse the set-off' }).click()
    await approver.getByRole('alert').getByText('Say why it is refused').waitFor()
    await approver.getByLabel('Why is it refused?').fill('Ask her again: it is her rent money.')
    await approver.getByRole('button', { name: 'Refuse the set-off' }).click()
    await approver.getByText('The set-off was refused.').waitFor()
    await looksRight(approver, 'set-off-refused')

    await setOff('That it goes to this debt', '25.00')
    await officer.getByText('The set-off is proposed.').waitFor()
    await approver.goto('/refunds/set-offs')
    await looksRight(approver, 'set-offs')
    await approver.goto(new URL(officer.url()).pathname)
    await looksRight(approver, 'set-off-to-agree')
    await approver.getByRole('button', { name: 'Agree to the set-off' }).click()
    await approver.getByText('The set-off is agreed and posted to both accounts.').waitFor()
    await officer.goto(account)
    await looksRight(officer, 'credit-after-a-set-off')
    await officer.goto(account.replace(/\/credit$/, ''))
    await officer.getByText('Credits set off, from this account or to it').first().waitFor()
    await officer.getByRole('cell', { name: /^Credit of .* set off against/ }).waitFor()
    await looksRight(officer, 'account-with-a-set-off')

    await approver.getByLabel('Why is it undone?').fill('It was another household’s.')
    await approver.getByRole('button', { name: 'Undo the set-off' }).click()
    await approver.getByText('The set-off is undone.').waitFor()
    assert.equal(await approver.getByRole('button', { name: 'Undo the set-off' }).count(), 0)
    await looksRight(approver, 'set-off-undone')
  })
})

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  firstAreSent,
  firstLetterOn,
  goTo,
  looksRight,
  openSamples,
  signedIn,
  withBrowser,
} from './browser.ts'

suite('a run that should not have gone', () => {
  const open = withBrowser()

  test('is withdrawn by two people, and everybody gets a letter that says sorry', async () => {
    // Wexcombe's run is no other journey's: Penllyn's is submitted and pulled by others before this.
    const leader = await signedIn(open, 'team leader', 'Wexcombe')
    await leader.getByRole('button', { name: /Switch to Wexcombe/ }).click()
    await leader.getByRole('button', { name: /Switch to Aldermere/ }).waitFor()
    await goTo(leader, 'Tonight’s run')
    await leader.locator('main tbody tr').first().getByRole('link').click()
    const run = new URL(leader.url()).pathname
    await leader.getByRole('button', { name: 'Submit for approval' }).click()
    await leader.getByText('Waiting for somebody else to approve it.').waitFor()
    await leader.goto(`${run}/withdraw`)
    await leader.getByLabel(/Everything that went: 0/).check()
    await leader.getByLabel('Why should it not have gone?').fill('The wrong list')
    await leader.getByRole('button', { name: 'Ask for it to be withdrawn' }).click()
    await leader.getByText('there is nothing to withdraw').waitFor()
    assert.equal(
      await leader.getByLabel('Why should it not have gone?').inputValue(),
      'The wrong list',
    )

    const approver = await signedIn(open, 'approver', 'Wexcombe')
    await approver.getByRole('button', { name: /Switch to Wexcombe/ }).click()
    await approver.getByRole('button', { name: /Switch to Aldermere/ }).waitFor()
    await approver.goto(run)
    const because = approver.getByLabel('Why is it right to go', { exact: false })
    if ((await because.count()) > 0) {
      await openSamples(approver)
      await because.fill('The first run of these councils.')
    }
    await approver.getByRole('button', { name: 'Approve and release' }).click()
    await firstAreSent(approver)

    await leader.goto(run)
    await leader.getByRole('link', { name: 'Withdraw what it sent' }).click()
    await leader.getByLabel('Why should it not have gone?').fill('')
    await leader.getByRole('button', { name: 'Ask for it to be withdrawn' }).click()
    await leader.getByRole('alert').getByText('Say why it should not have gone').waitFor()
    await looksRight(leader, 'withdraw-wrong')
    await leader.getByLabel(/Everything that went: [1-9]/).check()
    await leader
      .getByLabel('Why should it not have gone?')
      .fill('The payments of a week were missing')
    await leader.getByRole('button', { name: 'Ask for it to be withdrawn' }).click()
    await leader.getByText('You asked for it, so somebody else agrees to it.').waitFor()
    await looksRight(leader, 'withdrawal-asked')

    await approver.goto(new URL(leader.url()).pathname)
    await approver.getByRole('button', { name: 'Withdraw it' }).click()
    await approver.getByText('It is withdrawn.').waitFor()
    await looksRight(approver, 'withdrawal-done')
    const list = await approver
      .getByRole('link', { name: 'The list as a file' })
      .getAttribute('href')
    const answer = await approver.context().request.get(list ?? '')
    assert.equal(answer.headers()['content-type'], 'text/csv; charset=utf-8')
    const text = await answer.text()
    assert.match(text, /^account,name,notice,sent_on/)
    assert(text.trimEnd().split('\r\n').length > 1)

    await firstLetterOn(leader, '/letters?template=apology')
    await leader.goto(run)
    await leader.getByRole('link', { name: 'Withdrawal: everything' }).waitFor()
  })
})

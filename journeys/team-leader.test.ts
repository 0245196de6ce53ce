import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { firstAreSent, goTo, looksRight, openSamples, signedIn, withBrowser } from './browser.ts'

suite('a team leader', () => {
  const open = withBrowser()

  test('releases tonight’s notices with a second person, and a letter opens', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await goTo(leader, 'Tonight’s run')
    await leader.locator('main tbody tr').first().getByRole('link').click()
    await leader.getByRole('button', { name: 'Submit for approval' }).waitFor()
    await leader.getByText('Sample cases').click()
    await looksRight(leader, 'run-planned')
    await leader.getByRole('button', { name: 'Submit for approval' }).click()
    await leader.getByText('Waiting for somebody else to approve it.').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'Approve and release' }).count(), 0)

    const approver = await signedIn(open, 'approver', 'Aldermere')
    await approver.goto(new URL(leader.url()).pathname)
    await looksRight(approver, 'run-submitted')
    const because = approver.getByLabel('Why is it right to go', { exact: false })
    if ((await because.count()) > 0) {
      await openSamples(approver)
      await because.fill('The first run of these councils.')
    }
    await approver.getByRole('button', { name: 'Approve and release' }).click()
    await firstAreSent(approver)
    await approver.reload()
    await looksRight(approver, 'run-released')

    await goTo(leader, 'Letters')
    await leader.locator('main a[href^="/letters/"]').first().waitFor()
    await looksRight(leader, 'letters')
    const path = await leader.locator('main a[href^="/letters/"]').first().getAttribute('href')
    const letter = await leader.context().request.get(path ?? '')
    assert.equal(letter.status(), 200)
    assert.equal(letter.headers()['content-type'], 'application/pdf')
    assert.equal((await letter.body()).subarray(0, 5).toString(), '%PDF-')
  })

  test('goes round by the keyboard: a group of places opens, closes with Escape, and says where the page is', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    const money = leader.locator('.eh-navigation summary', { hasText: 'Money' })
    await money.focus()
    await leader.keyboard.press('Enter')
    const refunds = leader.getByRole('link', { name: 'Refunds', exact: true })
    await refunds.waitFor()
    await looksRight(leader, 'navigation-open')
    await leader.keyboard.press('Escape')
    await refunds.waitFor({ state: 'hidden' })
    await leader.keyboard.press('Enter')
    await refunds.waitFor()
    await leader.getByRole('heading', { level: 1 }).click()
    await refunds.waitFor({ state: 'hidden' })
    // A letter goes there too, though its group is closed.
    await leader.keyboard.press('g')
    await leader.keyboard.press('u')
    await leader.waitForURL('**/refunds')
    assert.match(await money.innerText(), /Money: Refunds/)
    await looksRight(leader, 'navigation-in-a-group')
  })

  test('stops a run before it goes, with a reason', async () => {
    const leader = await signedIn(open, 'team leader', 'Kestmoor')
    await goTo(leader, 'Tonight’s run')
    await leader.locator('main tbody tr').first().getByRole('link').click()
    await leader.getByText('Stop this run').click()
    await leader.getByRole('button', { name: 'Stop it' }).click()
    await leader.getByRole('alert').waitFor()
    await leader.getByText('Stop this run').click()
    await leader.getByLabel('Why?').fill('The invoices feed was a day late.')
    await leader.getByRole('button', { name: 'Stop it' }).click()
    await leader.getByText('Stopped: The invoices feed was a day late. What had gone').waitFor()
    await looksRight(leader, 'run-stopped')
  })

  test('reads the policy in words', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await goTo(leader, 'Policy')
    await leader.getByRole('heading', { level: 1 }).waitFor()
    await looksRight(leader, 'policy')
  })

  test('reads the audit trail and the staff', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await goTo(leader, 'Audit')
    await leader.getByRole('heading', { level: 1 }).waitFor()
    await looksRight(leader, 'audit')
    await goTo(leader, 'Staff')
    await leader.getByRole('heading', { level: 1 }).waitFor()
    await looksRight(leader, 'staff')
  })

  test('switches council, and the council in sight changes', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await leader.getByRole('button', { name: /Switch to Wexcombe/ }).click()
    await leader.getByRole('button', { name: /Switch to Aldermere/ }).waitFor()
    assert.match(await leader.locator('header').innerText(), /Wexcombe District/)
    await looksRight(leader, 'other-council')
  })
})

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, openPage, signedIn, signIn, withBrowser } from './browser.ts'

suite('signing in, signing out and being seen', () => {
  const open = withBrowser()

  test('a wrong password is a sentence, and guessing is slowed', async () => {
    const page = await openPage(open, { width: 360, height: 740 })
    await page.goto('/sign-in')
    await looksRight(page, 'sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('Enter your password').waitFor()
    await looksRight(page, 'sign-in-with-errors')
    const tries = []
    for (let n = 0; n < 6; n += 1) {
      await signIn(page, { signInName: 'nobody-of-ours', password: `guess ${n}` })
      tries.push(await page.getByRole('alert').innerText())
      assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'nobody-of-ours')
      assert.equal(await page.getByLabel('Password').inputValue(), '')
    }
    assert.match(tries[0] ?? '', /The name or the password is not right/)
    assert.match(tries.at(-1) ?? '', /too many tries\. Wait \d+ seconds/)
    await looksRight(page, 'sign-in-slowed')
  })

  test('signing out ends it: the page before is not shown again', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('a warning comes before the time-out, and staying is one press', async () => {
    const page = await signedIn(open, 'phone officer', 'Kestmoor')
    await page.clock.install()
    await page.reload()
    const warning = page.getByRole('dialog', { name: 'You will be signed out in 2 minutes' })
    assert.equal(await warning.isVisible(), false)
    await page.clock.fastForward('28:05')
    await warning.waitFor()
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await warning.waitFor({ state: 'hidden' })
    assert.equal(await page.getByRole('button', { name: 'Sign out' }).isVisible(), true)
  })

  test('what was typed outlives the session, and is gone once it was sent', async () => {
    const officer = open.running.officers.find(({ role }) => role === 'phone officer')
    assert(officer)
    const page = await signedIn(open, 'phone officer', officer.council)
    const path = await aPersonOf(page)
    const note = 'Rings back at six. <script>alert(1)</script> \u202Eevil 👩‍👩‍👧 Siân'
    await page.goto(`${path}/contacts/new`)
    await page.getByLabel('Callback', { exact: true }).check()
    await page.getByLabel('Note').fill(note)
    await page.context().clearCookies({ name: /session/ })
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await looksRight(page, 'signed-out')
    await page.getByRole('link', { name: 'Sign in and go back to it' }).click()
    await signIn(page, officer)
    await page.getByText('What you typed before is back; it was not sent.').waitFor()
    assert.equal(await page.getByLabel('Note').inputValue(), note)
    assert.equal(await page.getByLabel('Callback', { exact: true }).isChecked(), true)
    await looksRight(page, 'draft-is-back')

    await page.getByRole('button', { name: 'Record it' }).dblclick()
    await page.getByText('Recorded.').waitFor()
    assert.equal(await page.getByText('Rings back at six.').count(), 1, 'recorded once')
    await page.goto(`${path}/contacts/new`)
    assert.equal(await page.getByLabel('Note').inputValue(), '')
  })

  test('an auditor sees who looked at whom', async () => {
    const officer = await signedIn(open, 'phone officer', 'Aldermere')
    const who = (await aPersonOf(officer)).split('/').at(-1) ?? ''
    await officer.goto(`/people/${who}`)
    const auditor = await signedIn(open, 'auditor', 'Aldermere')
    await auditor.goto('/audit')
    await auditor.getByText('Chain intact').waitFor()
    await auditor.getByLabel('Kind of thing', { exact: false }).fill('party')
    await auditor.getByLabel('Its reference').fill(who)
    await auditor.getByRole('button', { name: 'Show' }).click()
    const view = auditor.getByRole('row').filter({ hasText: 'viewed' }).first()
    assert.match(await view.innerText(), /Grace Adeyemi/)
    await looksRight(auditor, 'audit-of-one-person')
  })

  test('an administrator looks after accounts and sees no case', async () => {
    const page = await signedIn(open, 'administrator')
    await looksRight(page, 'administrator')
    for (const path of ['/work', '/search', '/runs', '/imports', '/letters', '/holds', '/audit'])
      assert.equal((await page.goto(path))?.status(), 403, path)
  })

  test('whoever submits a run is given no way to approve it, and is refused one', async () => {
    const leader = await signedIn(open, 'team leader', 'Penllyn')
    await leader.goto('/runs')
    await leader.locator('main tbody tr').first().getByRole('link').click()
    await leader.getByRole('button', { name: 'Submit for approval' }).click()
    await leader.getByText('Waiting for somebody else to approve it.').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'Approve and release' }).count(), 0)
    // The same form an approver has, sent all the same.
    await leader.evaluate(`(() => {
      const form = document.querySelector('form[action$="/stop"]')
      form.action = form.action.replace(/stop$/, 'approve')
      form.replaceChildren(form.elements._csrf)
      form.submit()
    })()`)
    await leader.getByRole('heading', { name: 'You cannot do this' }).waitFor()
    await looksRight(leader, 'not-yours-to-approve')
  })
})

/** The address of somebody to work: the last, as the first are for other journeys. */
async function aPersonOf(page: Page): Promise<string> {
  await page.goto('/work')
  const last = page.locator('main tbody tr').last().getByRole('link').first()
  return (await last.getAttribute('href')) ?? ''
}

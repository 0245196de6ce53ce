import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('a phone officer', () => {
  const open = withBrowser()

  test('opens the first case, follows why, and records a call', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    await looksRight(page, 'work')
    const first = page.locator('main tbody tr').first()
    const who = await first.getByRole('link').first().innerText()
    await first.getByRole('link').first().click()
    await page.getByRole('heading', { name: who }).waitFor()
    await looksRight(page, 'person')

    await page.getByRole('link', { name: 'why' }).first().click()
    await page.getByRole('heading', { name: /^Why/ }).waitFor()
    await looksRight(page, 'why')
    await page.goBack()
    await page.getByRole('heading', { name: who }).waitFor()

    const person = page.url()
    await page.locator('main a[href^="/accounts/"]').first().click()
    await page.getByText('What the balance is made of').waitFor()
    await page.getByText('Explain this balance').click()
    await looksRight(page, 'account')
    await page.getByRole('link', { name: 'Statement to print' }).click()
    await page.getByRole('heading', { name: 'Statement of account' }).waitFor()
    // Day, what, charged, paid or taken off, left to pay: the first is a charge, and all of it is left.
    const cells = page.getByRole('table', { name: 'What happened' }).locator('tbody tr').first()
    const [, what, charged, off, left] = await cells.locator('td, th').allInnerTexts()
    assert.match(what ?? '', /was charged/)
    assert.match(charged ?? '', /^£/)
    assert.deepEqual([off, left], ['', charged])
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByText('Back to the account').isVisible(), false)
    await looksRight(page, 'statement-of-account-printed')
    await page.emulateMedia({ media: 'screen' })
    await looksRight(page, 'statement-of-account')
    await page.getByRole('link', { name: 'Back to the account' }).click()
    await page.getByText('What the balance is made of').waitFor()
    await page.goto(person)
    await page.getByRole('heading', { name: who }).waitFor()

    await page.getByRole('link', { name: 'Record a contact' }).click()
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByRole('alert').getByText('Choose what came of it').waitFor()
    await looksRight(page, 'contact-with-error')
    await page.getByLabel('Promise', { exact: true }).check()
    await page.getByLabel('Promised amount').fill('50')
    await page.getByLabel('Note').fill('Started a new job and is paid on Friday.')
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByRole('alert').getByText('Enter the day they will pay').waitFor()
    assert.equal(
      await page.getByLabel('Note').inputValue(),
      'Started a new job and is paid on Friday.',
    )
    await page.getByLabel('Promised for').fill(inDays(7))
    await page
      .getByLabel('Why have they fallen behind?')
      .selectOption('Their income fell, or they lost work')
    await page.getByLabel('Smaller or later payments').check()
    await page.getByLabel('Free debt advice, and breathing space').check()
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByText('Recorded.').waitFor()
    await page.getByText('Help offered: Smaller or later payments; Free debt advice').waitFor()
    await page.getByText('Started a new job and is paid on Friday.').waitFor()
    await looksRight(page, 'person-after-call')

    await page.getByRole('link', { name: 'My work' }).click()
    const list = page.locator('main table')
    assert.equal(await list.getByRole('link', { name: who, exact: true }).count(), 0)
  })

  test('puts somebody off by the keyboard alone, and they leave the list', async () => {
    const page = await signedIn(open, 'phone officer', 'Kestmoor')
    const rows = page.locator('main tbody tr')
    const before = await rows.count()
    assert(before > 0, 'Kestmoor has somebody to work')
    await rows.first().locator('summary').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Put off. It comes back').waitFor()
    assert.equal(await page.locator('main tbody tr').count(), before - 1)
  })

  test('searches by surname and by reference, and by something that is nobody', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    const name = await page.locator('main tbody tr').first().getByRole('link').first().innerText()
    await page.locator('main tbody tr').first().getByRole('link').first().click()
    const reference = await page.locator('main a[href^="/accounts/"]').first().innerText()

    await page.getByRole('link', { name: 'Search' }).click()
    await looksRight(page, 'search')
    const box = page.getByRole('searchbox').or(page.locator('input[name=q]')).first()
    await box.fill(name.split(' ').at(-1) ?? '')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator('main').getByRole('link', { name, exact: true }).first().waitFor()
    assert.doesNotMatch(page.url(), /q=/, 'no name in the address')
    await looksRight(page, 'search-found')

    await page.locator('input[name=q]').fill(reference.split(/\s+/).at(-1) ?? '')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator('main a[href^="/accounts/"]').first().waitFor()

    await page.locator('input[name=q]').fill('zzzz <script>alert(1)</script>')
    await page.getByRole('button', { name: 'Search' }).click()
    await page
      .getByText(/nobody|nothing/i)
      .first()
      .waitFor()
    await looksRight(page, 'search-nothing')
  })

  test('works in one council at a time: another council’s person is not found', async () => {
    const kestmoor = await signedIn(open, 'phone officer', 'Kestmoor')
    const somebody = kestmoor.locator('main tbody tr').first().getByRole('link').first()
    const theirs = (await somebody.getAttribute('href')) ?? ''
    const aldermere = await signedIn(open, 'phone officer', 'Aldermere')
    const response = await aldermere.goto(theirs)
    assert.equal(response?.status(), 404)
    await looksRight(aldermere, 'not-found')
  })

  test('is refused what is a team leader’s', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    const response = await page.goto('/runs')
    assert.equal(response?.status(), 403)
    await looksRight(page, 'refused')
  })
})

const inDays = (days: number): string => {
  const day = Temporal.Now.plainDateISO('Europe/London').add({ days })
  return `${day.day}/${day.month}/${day.year}`
}

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { sampleCouncils } from '../src/domains/imports/index.ts'
import { wardsOfPlace } from '../src/domains/imports/sample/places.ts'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

suite('a council’s wards', () => {
  const open = withBrowser()

  test('are brought by an administrator, told apart in the position, and one is stopped and lifted', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await goTo(leader, 'Debt position')
    await leader.getByRole('main').getByRole('link', { name: 'ward', exact: true }).click()
    const byWard = leader.getByRole('table', { name: 'By ward' })
    await byWard.getByRole('link', { name: 'Not known', exact: true }).waitFor()
    await leader.getByText('accounts are for a property whose ward is not known').waitFor()
    await leader.getByText('It adds up to the ledger to the penny').waitFor()
    await looksRight(leader, 'position-by-ward')
    await byWard.getByRole('link', { name: 'Quayside', exact: true }).click()
    await leader.getByText('Only ward Quayside.').waitFor()
    const behind = leader.getByRole('link', { name: /accounts: council tax$/ })
    const many = Number((await behind.innerText()).replace(/\D/g, ''))
    await behind.click()
    await leader.getByText(new RegExp(`There were ${many} on the night of`)).waitFor()
    const accounts = leader
      .getByRole('table', { name: 'Accounts' })
      .locator('a[href^="/accounts/"]')
    assert.equal(await accounts.count(), Math.min(many, 50))
    await looksRight(leader, 'position-accounts-of-a-ward')
    await accounts.last().click()
    await leader.getByText('What the balance is made of').waitFor()
    const account = new URL(leader.url()).pathname
    const [postcode = ''] = /ZE\d \d[A-Z]{2}/.exec(await leader.locator('main').innerText()) ?? []
    assert(postcode)

    // One street has become a ward of its own.
    const administrator = await signedIn(open, 'administrator', 'Aldermere')
    await goTo(administrator, 'Wards')
    await administrator.getByRole('cell', { name: 'Quayside', exact: true }).waitFor()
    const file = administrator.getByLabel('The file of postcodes and their wards')
    const bring = async (name: string, lines: readonly string[]) => {
      await file.setInputFiles({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from(`${lines.join('\n')}\n`),
      })
      await administrator.getByRole('button', { name: 'Bring it' }).click()
    }
    await bring('places.csv', ['pcds,lat,long', `${postcode},1,2`])
    await administrator.getByRole('alert').getByText('has no column of wards').waitFor()
    await looksRight(administrator, 'wards-refused')
    const place = sampleCouncils.find(({ slug }) => slug === 'aldermere')?.place
    assert(place)
    const lines = [...wardsOfPlace(place)].map(([at, ward]) =>
      at === postcode ? `${at},WEIR,Weir End` : `${at},${ward},${ward}`,
    )
    const newer = ['Postcode,Ward code,Ward name', ...lines, 'ZE4,WEIR,Weir End']
    await bring('wards-2027.csv', newer)
    await administrator.getByText('The file was read, and is in force.').waitFor()
    await administrator.getByRole('row', { name: 'Weir End WEIR 1' }).waitFor()
    await administrator.getByText('“ZE4” is no postcode').waitFor()
    await administrator.getByText('aldermere/wards.csv').waitFor()
    await looksRight(administrator, 'wards')
    await bring('wards-2027-again.csv', newer)
    await administrator.getByText('Nothing was changed').waitFor()
    assert.equal((await administrator.goto(account))?.status(), 403)

    await goTo(leader, 'Tonight’s run')
    await leader.getByRole('link', { name: 'Emergency stop' }).click()
    await leader.getByText('at a postcode whose ward is not known').waitFor()
    await leader.getByLabel('Some wards or postcodes').check()
    await leader.getByLabel('What has happened?').fill('The weir has gone')
    await leader.getByRole('button', { name: 'Stop it now' }).click()
    await leader.getByRole('alert').getByText('Choose a ward or enter').waitFor()
    await leader.getByLabel('Weir End').check()
    await looksRight(leader, 'emergency-wards')
    await leader.getByRole('button', { name: 'Stop it now' }).click()
    await leader.getByRole('heading', { name: 'Stopped in Weir End ward' }).waitFor()
    await looksRight(leader, 'emergency-ward-stopped')
    const stop = new URL(leader.url()).pathname
    await leader.goto(`${account}/steps`)
    await leader.locator('main tbody').getByRole('link').first().click()
    await leader
      .locator('main')
      .getByText(/emergency/i)
      .first()
      .waitFor()
    await looksRight(leader, 'step-in-a-stopped-ward')

    await leader.goto(stop)
    await leader.getByLabel('Why is it safe to lift?').fill('The water is gone')
    await leader.getByLabel('Over how many nights').fill('1')
    await leader.getByRole('button', { name: 'Ask for it to be lifted' }).click()
    await leader.getByText('You reviewed it, so somebody else lifts it.').waitFor()
    const approver = await signedIn(open, 'approver', 'Aldermere')
    await approver.goto(stop)
    await approver.getByRole('button', { name: 'Lift the stop' }).click()
    await approver.getByText('The accounts come back a few each night').waitFor()
  })
})

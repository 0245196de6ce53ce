import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { decode } from './decode.ts'
import { chunksOf } from './testing.ts'

const decoded = async (bytes: Uint8Array, encoding: string, chunk = 65_536) =>
  (await Array.fromAsync(decode(chunksOf(bytes, chunk), encoding))).join('')

suite('decoding', () => {
  test('a character may be cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ unit: 'grapheme' })
          .filter(text => !text.includes('\0') && !text.startsWith('\ufeff')),
        fc.integer({ min: 1, max: 4 }),
        async (text, chunk) => {
          assert.equal(await decoded(Buffer.from(text), 'utf-8', chunk), text.toWellFormed())
        },
      ),
    )
  })

  test('as the profile says: windows-1252 and the DOS pages', async () => {
    assert.equal(await decoded(Buffer.from([0x42, 0xe9, 0x62, 0xe9]), 'windows-1252'), 'Bébé')
    assert.equal(await decoded(Buffer.from([0x82, 0xf9]), 'cp437', 1), 'é∙')
    const wide = iconv.encode('Siân\n£', 'utf-16le', { addBOM: true })
    assert.equal(await decoded(wide, 'utf-16le', 3), 'Siân\n£')
  })

  test('its own mark at the start is taken off', async () => {
    assert.equal(await decoded(Buffer.from('\ufeffé'), 'utf-8', 1), 'é')
    assert.equal(await decoded(Buffer.from('\ufeffa'), 'windows-1252'), 'a')
  })

  const refusals: readonly [why: string, bytes: Buffer, encoding: string, says: RegExp][] = [
    [
      'a byte of another encoding',
      Buffer.concat([Buffer.from('é\nb\n'), Buffer.from('Zo\xeb Li', 'latin1')]),
      'utf-8',
      /Line 3, byte 8 \(0xEB\) is not utf-8/,
    ],
    ['an overlong form', Buffer.from([0x61, 0x0a, 0xc0, 0xaf]), 'utf-8', /Line 2, byte 3 \(0xC0\)/],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80]), 'utf-8', /is not utf-8/],
    [
      'half a character at the end',
      Buffer.from([0x61, 0xc3]),
      'utf-8',
      /ends in the middle of a character/,
    ],
    ['a NUL', Buffer.from('a\nb\0c'), 'utf-8', /Line 2 has a NUL/],
    [
      'another mark',
      iconv.encode('a', 'utf-16le', { addBOM: true }),
      'utf-8',
      /written in UTF-16 \(little-endian\), and the profile says utf-8/,
    ],
  ]
  for (const [why, bytes, encoding, says] of refusals) {
    test(`${why} refuses the file, whatever the chunks`, async () => {
      for (const chunk of [65_536, 5, 3, 2, 1])
        await assert.rejects(decoded(bytes, encoding, chunk), says)
    })
  }
})

import { describe, expect, test } from 'vitest'
import { cleanDomain } from './domain.ts'

const listed = [
  'localhost:3001',
  '127.0.0.1:3001',
  'freshchat.internal.example',
  'proxy.example:8443',
  '169.254.169.254',
]

describe('what an admin types is cleaned', () => {
  test.each([
    ['acme.freshchat.com', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['  https://Acme.Freshchat.com/a/123/inbox?x=1#y ', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['http://acme.freshchat.com', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['acme.freshchat.com/', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['acme.freshchat.com.', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['acme.freshchat.com:443', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['acme .freshchat.com', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['acme.freshchat.com\\@evil.example', 'acme.freshchat.com', 'https://acme.freshchat.com'],
    ['acme.myfreshworks.com', 'acme.myfreshworks.com', 'https://acme.myfreshworks.com'],
    ['api.eu.freshchat.com/v2', 'api.eu.freshchat.com', 'https://api.eu.freshchat.com'],
    ['localhost:3001', 'localhost:3001', 'http://localhost:3001'],
    ['https://127.0.0.1:3001/v2', '127.0.0.1:3001', 'http://127.0.0.1:3001'],
    ['freshchat.internal.example', 'freshchat.internal.example', 'https://freshchat.internal.example'],
    ['http://proxy.example:8443/', 'proxy.example:8443', 'https://proxy.example:8443'],
  ])('%j', (text, domain, baseUrl) => {
    expect(cleanDomain(text, listed)).toEqual({ kind: 'ok', domain, baseUrl })
  })
})

describe('what is no Freshchat host is refused', () => {
  test.each([
    ['', 'invalid_domain'],
    ['   ', 'invalid_domain'],
    ['acme', 'invalid_domain'],
    ['not a domain!', 'invalid_domain'],
    ['ftp://acme.freshchat.com', 'invalid_domain'],
    ['user:pass@acme.freshchat.com', 'invalid_domain'],
    ['acme.freshchat.com@evil.example', 'invalid_domain'],
    ['acme.freshch\u0430t.com', 'invalid_domain'],
    ['acme\uff0efreshchat.com', 'invalid_domain'],
    ['evil.example%2f.freshchat.com', 'invalid_domain'],
    ['-.freshchat.com', 'invalid_domain'],
    ['a..freshchat.com', 'invalid_domain'],
    ['acme.freshchat.com:99999', 'invalid_domain'],
    ['2130706433', 'invalid_domain'],
    ['127.1', 'invalid_domain'],
    ['0x7f.0.0.1', 'invalid_domain'],
    ['freshchat.com', 'host_not_allowed'],
    ['evilfreshchat.com', 'host_not_allowed'],
    ['acme.freshchat.com.evil.example', 'host_not_allowed'],
    ['acme.freshchat.com:8443', 'host_not_allowed'],
    ['evil.example#.freshchat.com', 'host_not_allowed'],
    ['localhost', 'host_not_allowed'],
    ['localhost:3002', 'host_not_allowed'],
    ['127.0.0.1', 'host_not_allowed'],
    ['[::1]:3001', 'host_not_allowed'],
    ['proxy.example', 'host_not_allowed'],
    ['10.0.0.5', 'host_not_allowed'],
    ['169.254.169.254', 'host_not_allowed'],
  ])('%j', (text, code) => {
    expect(cleanDomain(text, listed)).toMatchObject({ kind: 'refused', code })
  })
})

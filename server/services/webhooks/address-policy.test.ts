import { describe, expect, test } from 'vitest';
import { isDestination, kindOfAddress, mayConnect } from './address-policy.ts';

const at = (url: string, allowPrivate = false) => ({ url: new URL(url), allowPrivate });

describe('an address', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:4700::1111', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['127.0.0.1', 'private'],
    ['127.255.0.9', 'private'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.20', 'private'],
    ['100.64.0.1', 'private'],
    ['::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['::ffff:127.0.0.1', 'private'],
    ['0.0.0.0', 'forbidden'],
    ['::', 'forbidden'],
    ['169.254.169.254', 'forbidden'],
    ['169.254.1.1', 'forbidden'],
    ['100.100.100.200', 'forbidden'],
    ['168.63.129.16', 'forbidden'],
    ['192.0.0.192', 'forbidden'],
    ['fd00:ec2::254', 'forbidden'],
    ['fe80::1', 'forbidden'],
    ['fe80::1%eth0', 'forbidden'],
    ['::ffff:169.254.169.254', 'forbidden'],
    ['0:0:0:0:0:ffff:a9fe:a9fe', 'forbidden'],
    ['64:ff9b::a9fe:a9fe', 'forbidden'],
    ['2002:a9fe:a9fe::1', 'forbidden'],
    ['224.0.0.1', 'forbidden'],
    ['255.255.255.255', 'forbidden'],
    ['ff02::1', 'forbidden'],
    ['erp.example', 'forbidden'],
    ['', 'forbidden']
  ])('%s is %s', (address, kind) => {
    expect(kindOfAddress(address)).toBe(kind);
  });

  test('of the house is connected to only where that was allowed, and plain HTTP stays there', () => {
    expect(mayConnect(at('https://erp.example'), '192.168.1.20')).toBe(false);
    expect(mayConnect(at('https://erp.example', true), '192.168.1.20')).toBe(true);
    expect(mayConnect(at('http://erp.example', true), '192.168.1.20')).toBe(true);
    expect(mayConnect(at('http://erp.example', true), '8.8.8.8')).toBe(false);
    expect(mayConnect(at('https://erp.example'), '8.8.8.8')).toBe(true);
    expect(mayConnect(at('https://erp.example', true), '169.254.169.254')).toBe(false);
  });
});

describe('a destination', () => {
  test.each([
    ['https://erp.example/hooks?a=1', true],
    ['https://erp.example:8443/', true],
    ['http://erp.example/', false],
    ['https://user:secret@erp.example/', false],
    ['https://erp.example/#part', false],
    ['https://127.0.0.1/', false],
    ['https://[::1]/', false],
    ['https://2130706433/', false],
    ['https://0x7f.1/', false],
    ['https://169.254.169.254/latest/meta-data/', false]
  ])('%s beyond the house: %s', (url, isTaken) => {
    expect(isDestination(at(url))).toBe(isTaken);
  });

  test.each([
    ['http://erp.local/', true],
    ['http://127.0.0.1:3000/', true],
    ['http://[fd12::1]/', true],
    ['http://8.8.8.8/', false],
    ['http://169.254.169.254/', false],
    ['http://[::ffff:169.254.169.254]/', false]
  ])('%s with the house allowed: %s', (url, isTaken) => {
    expect(isDestination(at(url, true))).toBe(isTaken);
  });
});

import { describe, expect, it } from 'vitest';
import { dnsLabel, hostnameOf, missingLabelsOf } from './hostname.ts';

const cluster = { name: 'Edge_Zürich 7', labels: { site: 'shop-7', domain: 'CH.example.com', empty: '' } };

describe('hostnameOf', () => {
  it.each([
    { template: 'login.example.com', hostname: 'login.example.com' },
    { template: 'login.{cluster}.example.com', hostname: 'login.edge-z-rich-7.example.com' },
    { template: '{label:site}.login.{label:domain}', hostname: 'shop-7.login.ch.example.com' },
    { template: '{label:country}.example.com', hostname: undefined },
    { template: '{label:empty}.example.com', hostname: undefined },
    { template: 'login..example.com', hostname: undefined },
    { template: '-login.example.com', hostname: undefined },
    { template: `${'a'.repeat(64)}.example.com`, hostname: undefined },
    { template: `${'a.'.repeat(130)}com`, hostname: undefined },
  ])('makes $hostname of $template', ({ template, hostname }) => {
    expect(hostnameOf(template, cluster)).toBe(hostname);
  });

  it('gives no hostname for a name of which nothing is left', () => {
    expect(hostnameOf('login.{cluster}.example.com', { name: '店', labels: {} })).toBeUndefined();
  });
});

describe('missingLabelsOf', () => {
  it('names each label once that is not there or empty', () => {
    expect(missingLabelsOf('{label:a}.{label:a}.{label:site}.{label:empty}.{cluster}', cluster)).toEqual([
      'a',
      'empty',
    ]);
  });
});

describe('dnsLabel', () => {
  it('cuts at 63 and leaves no dash at the ends', () => {
    expect(dnsLabel(`${'a'.repeat(62)}- b`)).toBe('a'.repeat(62));
    expect(dnsLabel('--x--')).toBe('x');
  });
});

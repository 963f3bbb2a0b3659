import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Guidance } from '../../../src/login/course.ts';
import { cameraAndSocket } from '../test/camera-socket.ts';
import { showLanguage } from '../texts/texts.ts';
import CameraCourse from './CameraCourse.vue';

enableAutoUnmount(afterEach);
beforeEach(() => showLanguage('en'));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function course() {
  const { say } = cameraAndSocket();
  const page = mount(CameraCourse, { props: { path: '/frames', nonce: 'n' }, attachTo: document.body });
  await flushPromises();
  const guide = async (guidance: Guidance) => {
    say({ type: 'guidance', sequence: 0, guidance, progress: 0, next: { width: 640, intervalMs: 120 } });
    await flushPromises();
  };
  return { page, say, guide };
}

describe('the camera course', () => {
  it.each([
    { guidance: 'eyes-covered', sentence: 'Take off the sunglasses, please – nothing before your eyes' },
    { guidance: 'mouth-covered', sentence: 'Nothing before mouth and nose, please' },
  ] as const)('shows and speaks the guidance $guidance, and marks it as trouble', async ({ guidance, sentence }) => {
    const { page, guide } = await course();
    await guide(guidance);

    expect(page.get('[data-testid=guidance]').text()).toBe(sentence);
    expect(page.get('[aria-live=polite]').text()).toBe(sentence);
    expect(page.find('.course-stage--trouble').exists()).toBe(true);
  });

  it('hands on why the server refused', async () => {
    const { page, say } = await course();
    say({ type: 'end', outcome: 'rejected', reason: 'face-covered' });
    await flushPromises();

    expect(page.emitted('end')).toEqual([[{ outcome: 'rejected', reason: 'face-covered' }]]);
  });
});

import { describe, expect, test } from 'vitest'
import { seesImages } from './sight.ts'

describe('which models see', () => {
  test.each([
    ['openai', 'gpt-4o', true],
    ['openai', 'gpt-4o-mini', true],
    ['openai', 'chatgpt-4o-latest', true],
    ['openai', 'ft:gpt-4o-mini-2024-07-18:acme', true],
    ['openai', 'gpt-4.1-nano', true],
    ['openai', 'gpt-5-mini', true],
    ['openai', 'o3', true],
    ['openai', 'o4-mini', true],
    ['openai', 'o3-mini', false],
    ['openai', 'gpt-4o-audio-preview', false],
    ['openai', 'gpt-4o-mini-transcribe', false],
    ['openai', 'gpt-3.5-turbo', false],
    ['openai', 'gpt-4', false],
    ['anthropic', 'claude-3-haiku-20240307', true],
    ['anthropic', 'claude-3-7-sonnet-latest', true],
    ['anthropic', 'claude-sonnet-4-5', true],
    ['anthropic', 'claude-opus-4-1', true],
    ['anthropic', 'claude-2.1', false],
    ['anthropic', 'claude-instant-1.2', false],
    ['openai-compatible', 'llava:13b', true],
    ['openai-compatible', 'bakllava', true],
    ['openai-compatible', 'qwen2.5vl:7b', true],
    ['openai-compatible', 'Qwen/Qwen2-VL-7B-Instruct', true],
    ['openai-compatible', 'qwen3-vl:8b', true],
    ['openai-compatible', 'pixtral-12b-2409', true],
    ['openai-compatible', 'gemma3:12b', true],
    ['openai-compatible', 'google/gemma-3-27b-it', true],
    ['openai-compatible', 'llama3.2-vision', true],
    ['openai-compatible', 'openai/gpt-4o-mini', true],
    ['openai-compatible', 'gemma3:1b', false],
    ['openai-compatible', 'gemma3n:e4b', false],
    ['openai-compatible', 'llama3.1:8b', false],
    ['openai-compatible', 'qwen2.5:7b', false],
    ['openai-compatible', 'mistral-small', false],
  ] as const)('%s %s: %s', (provider, name, expected) => {
    expect(seesImages(provider, name)).toBe(expected)
  })
})

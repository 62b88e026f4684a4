import { inject, provide, type InjectionKey } from 'vue';

const KEY: InjectionKey<string> = Symbol('overlay target');

/** Where menus and popovers are drawn: inside the page's main landmark, unless a part of the page covers that. */
export const useOverlayTarget = (): string => inject(KEY, '#overlays');

/** Lets the menus and popovers of a part of the page be drawn in a place of its own. */
export const provideOverlayTarget = (selector: string): void => provide(KEY, selector);

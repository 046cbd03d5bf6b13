import { effect, signal } from "@preact/signals";

export type Tongue = "zh" | "en";
export type Theme = "auto" | "light" | "dark";

const kept = (name: string): string | null => localStorage.getItem("postern-" + name);

/** Language of the page; the terminal has its own. */
export const tongue = signal<Tongue>(kept("tongue") === "zh" || kept("tongue") === "en" ? (kept("tongue") as Tongue) : navigator.language.startsWith("zh") ? "zh" : "en");
export const theme = signal<Theme>(kept("theme") === "light" || kept("theme") === "dark" ? (kept("theme") as Theme) : "auto");

/** Keep language and theme of the page in step with what was chosen. */
export function applyLook(): void {
  effect(() => {
    document.documentElement.lang = tongue.value === "zh" ? "zh-CN" : "en";
    localStorage.setItem("postern-tongue", tongue.value);
  });
  effect(() => {
    if (theme.value === "auto") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", theme.value);
    localStorage.setItem("postern-theme", theme.value);
  });
}

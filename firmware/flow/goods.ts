import { overlayChart } from "./types.js";

/** Goods from the catalogue until their total is the amount of the sale. An overlay: docs/adr/0010. */
// biome-ignore format: the columns are the point
export const goodsChart = overlayChart({
  states: [
    // name        screen   timer  mode
    ["sale.goods", "goods", "ask", "keys"],
  ],
  guards: ["goodsTotal", "goodsRoom", "goodsTip"],
  updates: ["takeItem", "typeQuantity", "addLine", "clearQuantity"],
  effects: ["openGoods", "previousItem", "nextItem", "findItem"],
  rows: [
    // from        on       if            to           update           effects
    ["lay",        "laid",  "",           "sale.goods", "",             ["openGoods"]],
    ["sale.goods", "item",  "",           "same",      "takeItem",      ["show"]],
    ["sale.goods", "up",    "",           "same",      "",              ["previousItem"]],
    ["sale.goods", "down",  "",           "same",      "",              ["nextItem"]],
    ["sale.goods", "menu",  "",           "same",      "",              ["findItem"]],
    ["sale.goods", "digit", "",           "same",      "typeQuantity",  ["beepKey", "show"]],
    ["sale.goods", "clear", "",           "same",      "clearQuantity", ["show"]],
    ["sale.goods", "enter", "goodsRoom",  "same",      "addLine",       ["beepKey", "show"]],
    ["sale.goods", "enter", "",           "same",      "",              ["beepRefuse"]],
    ["sale.goods", "goods", "goodsTip",   "lay",       "",              ["beepKey", "layTip"]],
    ["sale.goods", "goods", "goodsTotal", "sale.card", "",              ["beepKey"]],
    ["sale.goods", "goods", "",           "same",      "",              ["beepRefuse"]],
  ],
});

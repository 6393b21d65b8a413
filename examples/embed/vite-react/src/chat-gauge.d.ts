import type { ChatGauge, ChatGaugeAttributes } from "chatgauge";
import type { DetailedHTMLProps, HTMLAttributes } from "react";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "chat-gauge": DetailedHTMLProps<HTMLAttributes<ChatGauge>, ChatGauge> & ChatGaugeAttributes;
    }
  }
}

//! What happened: bytes become typed events, or rejections that say where and why.

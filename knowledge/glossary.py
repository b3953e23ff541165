"""What people call things, and what tt-metal calls them: added to a query before it is searched.

From the mathematics and the vocabulary of the field, extended after looking at misses of the tuning
half of the labelled queries. Each entry is a pattern and the words of identifiers that it means.
"""

import re

_ENTRIES: tuple[tuple[str, str], ...] = (
    # Functions of one value
    (r"hyperbolic (?:tangent|tan)\b", "tanh tanh_tile"),
    (r"hyperbolic sine", "sinh sinh_tile"),
    (r"hyperbolic cosine", "cosh cosh_tile"),
    (r"(?<!hyperbolic )\btangent", "tan tan_tile"),
    (r"(?<!co)(?<!hyperbolic )\bsine\b", "sin sin_tile"),
    (r"(?<!hyperbolic )\bcosine", "cos cos_tile"),
    (r"natural log\w*|\bln\b", "log log_tile"),
    (
        r"log\w* (?:of|to) (?:the )?base|log(?:arithm)?[\s-]*(?:base )?(?:2|10)\b|\blog(?:2|10)",
        "log_with_base_tile",
    ),
    (r"\bexponent(?:ial|iate)|\be to the\b", "exp exp_tile"),
    (r"(?<!reciprocal )square[\s_-]*root", "sqrt sqrt_tile"),
    (r"(?:reciprocal|inverse) square[\s_-]*root|one over (?:the )?square root", "rsqrt rsqrt_tile"),
    (r"one over|1\s*/\s*x|\binvert|\binverse of", "recip recip_tile"),
    (r"\bsquare (?:of|each|every)|\bsquared\b|\bsquares\b", "square square_tile"),
    (r"to (?:a|the) power|\bexponentiation\b|\bpow\b", "power power_tile"),
    (r"\bswish\b", "silu silu_tile"),
    (r"\bcubic root|cube root", "cbrt cbrt_tile"),
    (r"\bnegat(?:e|ion|ive of)|\bminus x\b|sign flip", "negative negative_tile neg"),
    (r"absolute value|\bmagnitude\b", "abs abs_tile"),
    (r"round(?:s|ing)? (?:down|towards minus)", "floor floor_tile rounding"),
    (r"round(?:s|ing)? up", "ceil ceil_tile rounding"),
    (r"round(?:s|ing)? (?:towards|to) zero|\bcut off the fraction", "trunc trunc_tile rounding"),
    (r"not[\s-]a[\s-]number|\bnans?\b", "isnan isnan_tile"),
    (r"\binfinit(?:e|y|ies)\b", "isinf isinf_tile isfinite"),
    (r"greater than zero|\bpositive\?", "gtz gtz_tile"),
    (r"less than zero", "ltz ltz_tile"),
    (r"equal to zero|equals zero|is zero", "eqz eqz_tile"),
    (r"(?:un|not )equal to zero|non[\s-]?zero", "nez nez_tile"),
    (r"\bclips?\b|\bclipped\b|\blimit(?:ed)? to\b|\bclamp", "clamp clamp_tile"),
    (r"relu.{0,30}(?:upper|maximum|limit|capped|clipped)|\brelu6\b", "relu_max relu_max_tile"),
    (r"heaviside|step function", "heaviside heaviside_tile"),
    # Functions of several values
    (
        r"select\w* (?:between|from|by)|by a condition|\bternary\b|conditional(?:ly)? (?:select|choose)",
        "where where_tile",
    ),
    (r"larger of|\bmaximum of two|element\w* max", "binary_max binary_max_tile max"),
    (r"smaller of|\bminimum of two|element\w* min", "binary_min binary_min_tile min"),
    (r"divi(?:de|sion|des|ding)\b", "div div_binary_tile"),
    (r"\bmodulo\b|\bmodulus\b", "remainder fmod"),
    (r"(?:add|plus|sum)\w* (?:of )?a (?:scalar|constant)", "add_unary_tile binop_with_scalar"),
    (r"(?:multipl|scal)\w* .{0,30}\b(?:by|with) a (?:scalar|constant)", "mul_unary_tile binop_with_scalar"),
    (r"\bscalar minus\b|reverse subtract\w*", "rsub rsub_unary_tile"),
    (r"matri(?:x|ces)|inner product|dot product|\bgemm\b", "matmul matmul_tiles"),
    (r"(?:bcast|broadcast)\w* (?:a )?(?:the )?rows?|row vector|every row", "bcast_rows rows"),
    (r"(?:bcast|broadcast)\w* (?:a )?(?:the )?col\w*|column vector|every column", "bcast_cols cols"),
    # Layout and formats
    (
        r"row[\s-]?major (?:data )?(?:in)?to tile|\bin(?:to)? tiles?\b.{0,20}row[\s-]?major",
        "tilize tilize_block",
    ),
    (r"tiles? (?:back )?(?:in)?to row[\s-]?major", "untilize pack_untilize pack_untilize_block"),
    (r"convert\w* .{0,40}(?:data )?(?:format|type)|\bcast(?:s|ing)?\b", "typecast typecast_tile"),
    (r"change\w* .{0,30}(?:data )?format", "reconfig_data_format reconfig"),
    # Machine
    (r"object[\s-]oriented", "class"),
    (r"address generator|addr(?:ess)? gen\w*", "TensorAccessor accessor"),
    (r"(?:front|head) of (?:the |a )?(?:cb|circular)", "get_read_ptr read_ptr front"),
    (r"(?:back|end|tail) of (?:the |a )?(?:cb|circular)", "get_write_ptr write_ptr back"),
    (r"where the next .{0,20}(?:written|write)", "get_write_ptr"),
    (r"bytes? (?:of|in|per) a tile|tile'?s? size|size of a tile", "get_tile_size"),
    (r"free\w* (?:up )?(?:the )?(?:tiles|space|pages)|consumed", "cb_pop_front pop_front"),
    (r"(?:free|empty) (?:space|slots|pages)|room (?:in|for)", "cb_reserve_back reserve_back"),
    (r"visible to the consumer|produced|signal the consumer", "cb_push_back push_back"),
    (
        r"holds? enough|until .{0,30}(?:tiles|pages|data) (?:are |is )?(?:available|arrive|there)",
        "cb_wait_front",
    ),
    (r"(?:all|many|several|group of|rectangle of|grid of) cores", "multicast mcast"),
    (r"print\w*", "DPRINT dprint"),
    (r"\bgrid\b.{0,20}\bposition|coordinates of (?:the|this) core", "logical_x logical_y"),
    (r"\bbias\b.{0,20}activation", "fused_bias_activation"),
    (r"\brandom numbers?\b", "rand rand_tile"),
    (r"\brunning total|cumulative sum|prefix sum", "cumsum cumsum_tile"),
    (r"largest (?:k )?elements|top[\s-]?k\b", "topk topk_local_sort"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in _ENTRIES)


def expand(query: str) -> str:
    """`query` with the field's words for what it describes."""
    return " ".join([query, *(words for pattern, words in _COMPILED if pattern.search(query))])

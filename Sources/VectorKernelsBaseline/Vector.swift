// One source folder, built several times: with AVX-512, with AVX2 and FMA, and for any processor of the architecture.
// Everything but `vectorKernels` is internal, so that no code of one instruction set is linked into another.

#if KERNELS_AVX512
typealias Vector = SIMD16<Float>
typealias IntegerVector = SIMD16<Int32>
let kernelName = "avx512"
#elseif KERNELS_AVX2
typealias Vector = SIMD8<Float>
typealias IntegerVector = SIMD8<Int32>
let kernelName = "avx2"
#else
typealias Vector = SIMD4<Float>
typealias IntegerVector = SIMD4<Int32>
let kernelName = "baseline"
#endif

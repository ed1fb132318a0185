import CMachine
import KernelGeometry
import VectorKernelsAVX2
import VectorKernelsAVX512
import VectorKernelsBaseline

/// The vector kernels that this processor can execute.
public enum VectorDispatch {
    /// All of them, best first; the last runs on any processor of the architecture.
    public static let available: [VectorKernels] = {
        var tables: [VectorKernels] = []
        if archcost_has_avx512() != 0 { tables.append(VectorKernelsAVX512.vectorKernels) }
        if archcost_has_avx2_fma() != 0 { tables.append(VectorKernelsAVX2.vectorKernels) }
        return tables + [VectorKernelsBaseline.vectorKernels]
    }()

    /// The best of them.
    public static var best: VectorKernels { available[0] }
}

import Glibc
import MachineProbe

/// The OpenBLAS library of this machine, opened the first time that anything asks for it. Immutable once open.
final class OpenBLASLibrary: Sendable {
    static let packageName = "libopenblas0-pthread"

    /// Row-major C = α·A·B + β·C: the layout and the two transpositions by CBLAS's numbers, M, N, K, then the matrices
    /// with the distances of their rows.
    typealias Product =
        @convention(c) (
            _ layout: CInt, _ transposesA: CInt, _ transposesB: CInt, _ m: CInt, _ n: CInt, _ k: CInt, _ alpha: Float,
            _ a: UnsafePointer<Float>?, _ aRow: CInt, _ b: UnsafePointer<Float>?, _ bRow: CInt, _ beta: Float,
            _ c: UnsafeMutablePointer<Float>?, _ cRow: CInt
        ) -> Void

    /// The library, or why there is none.
    static let shared: Result<OpenBLASLibrary, KernelError> = {
        do throws(KernelError) {
            return .success(try OpenBLASLibrary())
        } catch {
            return .failure(error)
        }
    }()

    let sgemm: Product
    private let setThreads: @convention(c) (CInt) -> Void
    /// Such as `0.3.21`.
    let version: String
    /// The processor that its kernels were chosen for, by its own name, such as `SkylakeX`.
    let core: String

    /// - Throws: `libraryMissing` with the loader's own words, or `symbolMissing`.
    private init() throws(KernelError) {
        // Read once, when the library is loaded. It knows processors by their numbers, and takes kernels for AVX2 where
        // a processor is newer than itself.
        if VectorDispatch.best.name == "avx512" { setenv("OPENBLAS_CORETYPE", "SkylakeX", 0) }
        let name = getenv("ARCHCOST_OPENBLAS").map { String(cString: $0) } ?? "libopenblas.so.0"
        guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
            let detail = dlerror().map { String(cString: $0) } ?? "no such file"
            throw .libraryMissing(library: "OpenBLAS", package: Self.packageName, detail: detail)
        }
        func symbol(_ symbol: String) throws(KernelError) -> UnsafeMutableRawPointer {
            guard let address = dlsym(library, symbol) else {
                throw .symbolMissing(symbol: symbol, library: name)
            }
            return address
        }
        sgemm = unsafeBitCast(try symbol("cblas_sgemm"), to: Product.self)
        setThreads = unsafeBitCast(
            try symbol("openblas_set_num_threads"), to: (@convention(c) (CInt) -> Void).self)
        typealias Text = @convention(c) () -> UnsafePointer<CChar>?
        let configuration = unsafeBitCast(try symbol("openblas_get_config"), to: Text.self)()
        let words = configuration.map { String(cString: $0).split(separator: " ").map(String.init) } ?? []
        version = words.first { $0.first?.isNumber ?? false } ?? ""
        core = unsafeBitCast(try symbol("openblas_get_corename"), to: Text.self)().map { String(cString: $0) } ?? ""
    }

    /// The threads of the next products, of whichever thread.
    func use(threads: Int) { setThreads(CInt(threads)) }
}

import CostAnalysis
import Foundation
import Testing

/// What the networks of `architectures/` that `PublishedCounts` lacks have to come to, counted by hooks on PyTorch modules.
private struct FurtherCounts: CustomTestStringConvertible {
    var name: String
    var params: Int
    var macs: Int
    var timeComplexity: Int
    var activations: Int

    init(_ name: String, _ params: Int, _ macs: Int, _ timeComplexity: Int, _ activations: Int) {
        self.name = name
        self.params = params
        self.macs = macs
        self.timeComplexity = timeComplexity
        self.activations = activations
    }

    var testDescription: String { name }

    /// PyTorch 2.13.0 and torchvision 0.28.0, without auxiliary classifiers.
    static let torchvision = [
        FurtherCounts("densenet169", 14_149_480, 3_359_843_328, 3_358_179_328, 7_301_608),
        FurtherCounts("densenet201", 20_013_928, 4_291_365_888, 4_289_445_888, 7_853_544),
        FurtherCounts("fcn_resnet50", 32_957_013, 142_725_772_800, 142_725_772_800, 137_992_725),
        FurtherCounts("inception_v3", 23_834_568, 5_713_216_096, 5_711_168_096, 8_968_488),
        FurtherCounts("mnasnet1_0", 4_383_312, 314_415_872, 313_135_872, 5_457_640),
        FurtherCounts("mobilenet_v3_small", 2_542_856, 56_510_400, 54_896_576, 1_417_680),
        FurtherCounts("regnet_x_400mf", 5_495_976, 413_812_608, 413_412_608, 3_174_632),
        FurtherCounts("regnet_y_400mf", 4_344_144, 401_842_848, 401_402_848, 3_892_496),
        FurtherCounts("resnet101", 44_549_160, 7_801_405_440, 7_799_357_440, 16_232_936),
        FurtherCounts("resnet152", 60_192_808, 11_513_626_624, 11_511_578_624, 22_555_112),
        FurtherCounts("resnet34", 21_797_672, 3_663_761_408, 3_663_249_408, 3_739_112),
        FurtherCounts("squeezenet1_0", 1_248_424, 818_924_576, 818_924_576, 4_346_248),
        FurtherCounts("vgg11", 132_863_336, 7_609_090_048, 7_485_456_384, 7_435_240),
        FurtherCounts("vgg13", 133_047_848, 11_308_466_176, 11_184_832_512, 12_252_136),
        FurtherCounts("vgg19", 143_667_240, 19_632_062_464, 19_508_428_800, 14_861_288),
        FurtherCounts("wide_resnet50_2", 68_883_240, 11_398_021_120, 11_395_973_120, 14_401_512),
    ]

    /// Networks that torchvision lacks, written out in PyTorch 2.13.0 from the papers' tables; what `knn` adds is
    /// references times features.
    static let papers = [
        FurtherCounts("embedding", 11_242_270, 271_024_128, 261_058_560, 452_100),
        FurtherCounts("general-cnn", 75_000_936, 949_444_608, 876_142_592, 1_236_072),
        FurtherCounts("hesun-a", 75_000_936, 928_256_704, 854_954_688, 1_184_296),
        FurtherCounts("hesun-b", 74_968_936, 894_702_272, 821_400_256, 1_406_248),
        FurtherCounts("hesun-b-delayed", 74_968_936, 894_702_272, 821_400_256, 1_406_248),
        FurtherCounts("hesun-c", 75_017_448, 949_490_368, 876_188_352, 1_350_184),
        FurtherCounts("hesun-d", 74_985_448, 915_935_936, 842_633_920, 1_572_136),
        FurtherCounts("hesun-d-delayed", 74_985_448, 915_935_936, 842_633_920, 1_572_136),
        FurtherCounts("hesun-e", 74_993_896, 919_573_184, 846_271_168, 1_885_736),
        FurtherCounts("hesun-e-delayed", 74_993_896, 917_246_656, 843_944_640, 1_885_736),
        FurtherCounts("hesun-f", 75_001_224, 928_256_704, 854_954_688, 1_277_608),
        FurtherCounts("hesun-g", 75_001_448, 928_256_704, 854_954_688, 1_350_184),
        FurtherCounts("hesun-h", 74_980_648, 901_714_624, 828_412_608, 1_433_128),
        FurtherCounts("hesun-i", 74_948_648, 868_160_192, 794_858_176, 1_655_080),
        FurtherCounts("hesun-j", 79_190_248, 902_795_968, 829_493_952, 1_795_624),
        FurtherCounts("hesun-j-delayed", 79_190_248, 900_469_440, 827_167_424, 1_795_624),
        FurtherCounts("knn-head", 11_242_176, 1_977_616_256, 1_813_561_344, 2_483_840),
        FurtherCounts("mobilenet_v1", 4_231_976, 568_740_352, 567_716_352, 5_043_688),
        FurtherCounts("nin", 7_595_176, 1_100_188_800, 1_100_188_800, 1_704_096),
        FurtherCounts("onehot", 11_339_780, 370_372_608, 360_407_040, 452_100),
        FurtherCounts("zfnet", 62_357_608, 1_168_032_896, 1_109_410_944, 1_516_904),
    ]

    static let all = torchvision + papers
}

@Test(arguments: FurtherCounts.all)
private func countsOfFurtherNetworks(expected: FurtherCounts) throws {
    let total = try ArchitectureTests.cost(expected.name).cost.total
    #expect(total.params.count == expected.params)
    #expect(total.macs.count == expected.macs)
    #expect(total.timeComplexity.count == expected.timeComplexity)
    #expect(total.activations.count == expected.activations)
}

@Test private func noNetworkIsWithoutItsCounts() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: ArchitectureTests.folder.path)
        .filter { $0.hasSuffix(".arch") }.sorted()
    let counted = PublishedCounts.all.map(\.name) + FurtherCounts.all.map(\.name)
    #expect(files == counted.map { "\($0).arch" }.sorted())
}
